// RFC 4180: a table of nodes, a table of edges, each with a line of names.
#include <string>
#include <vector>

#include "headwater/query/report.h"
#include "interchange/formats.h"

namespace headwater::detail {
namespace {

std::string row(const std::vector<std::string>& fields) {
  std::string out;
  for (const std::string& one : fields) {
    out += out.empty() ? "\"" : ",\"";
    for (const char c : terminal_text(one, std::string::npos)) out.append(c == '"' ? 2 : 1, c);
    out += "\"";
  }
  return out + "\r\n";
}

}  // namespace

Result<void> write_csv_nodes(Visible& from, ExportOut& out) {
  if (Result<void> done = out.write("id,kind,name,detail,date,url,held\r\n"); !done) return done;
  return from.each_node([&](const ToldNode& n) {
    return out.write(row({to_string(n.id), n.kind, n.name, n.detail, n.date, n.url, n.held ? "true" : "false"}));
  });
}

Result<void> write_csv_edges(Visible& from, ExportOut& out) {
  if (Result<void> done = out.write("from,relation,to,document,begin,end,quote,rule,confidence,score,how\r\n"); !done)
    return done;
  return from.each_edge([&](const ToldEdge& told) {
    const Edge& e = told.edge;
    const ByteSpan at = hull(e.evidence.spans);
    return out.write(row({to_string(e.from), std::string{to_string(e.relation)}, to_string(e.to),
                          to_string(NodeId{e.evidence.document}), std::to_string(at.begin), std::to_string(at.end),
                          told.quote, e.evidence.rule, number_text(e.evidence.confidence), number_text(e.score),
                          std::string{e.relation == Relation::kCites ? to_string(e.how) : ""}}));
  });
}

}  // namespace headwater::detail
