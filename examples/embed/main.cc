#include <headwater/headwater.h>

#include <iostream>

int main() {
  auto store = headwater::Store::open("affair.db", {});
  if (!store) return std::cerr << store.error().message << '\n', 1;
  auto read = headwater::ingest(*store, "The dam is safe, the Ministry of Waterways said in a statement on Monday.\n",
                                {.path = "note.txt"});
  if (!read) return std::cerr << read.error().message << '\n', 1;
  auto claims = store->claims_of(read->document.id);
  if (!claims || claims->empty()) return std::cerr << "no claim was found\n", 1;
  auto trace = headwater::trace(*store, claims->front().id, {});
  if (!trace) return std::cerr << trace.error().message << '\n', 1;
  for (const headwater::Chain& chain : trace->chains) std::cout << headwater::chain_text(*trace, chain);
}
