// Tables of nodes and of edges (RFC 4180), as people keep them in spreadsheets and as we write them.
#include <algorithm>
#include <charconv>

#include "headwater/schema/fold.h"
#include "interchange/csv_table.h"
#include "interchange/foreign_file.h"
#include "interchange/readers.h"

namespace headwater::detail {
namespace {

using Fields = std::vector<std::string>;

// Where each column stands in a table that has this line of names.
class Columns {
 public:
  explicit Columns(Fields names = {}) : names_{std::move(names)} {
    for (std::string& one : names_)
      one = fold(one.starts_with(kByteOrderMark) ? one.substr(kByteOrderMark.size()) : one);
  }

  [[nodiscard]] bool has(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }
  [[nodiscard]] bool is_of_nodes() const { return has("id") && has("kind") && has("name"); }
  [[nodiscard]] bool is_of_edges() const { return has("from") && has("relation") && has("to"); }

  // Empty where the table has no such column, or the row ends before it.
  [[nodiscard]] std::string of(const CsvRow& row, std::string_view name) const {
    const auto at = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
    return at < std::min(names_.size(), row.fields.size()) ? row.fields[at] : std::string{};
  }

 private:
  Fields names_;
};

std::optional<double> number_in(const std::string& text) {
  double out = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), out);
  return trouble == std::errc{} && end == text.data() + text.size() ? std::optional{out} : std::nullopt;
}

// What stands at both ends of an edge whose ends no table of nodes names.
std::optional<std::pair<NodeKind, NodeKind>> usual_ends(Relation relation) {
  switch (relation) {
    case Relation::kSaidBy:
    case Relation::kReportedBy:
      return std::pair{NodeKind::kClaim, NodeKind::kAgent};
    case Relation::kMadeIn:
    case Relation::kSaidIn:
      return std::pair{NodeKind::kClaim, NodeKind::kDocument};
    case Relation::kRepeats:
    case Relation::kDisputes:
      return std::pair{NodeKind::kClaim, NodeKind::kClaim};
    case Relation::kCites:
      return std::pair{NodeKind::kDocument, NodeKind::kDocument};
    case Relation::kIssuedBy:
    case Relation::kDeliveredTo:
      return std::pair{NodeKind::kDocument, NodeKind::kAgent};
    case Relation::kSpeaksFor:
      return std::pair{NodeKind::kAgent, NodeKind::kAgent};
    case Relation::kSameAs:
      return std::nullopt;
  }
  return std::nullopt;
}

Error no_names() {
  return {ErrorCode::kBadInput,
          "wanted first the names of the columns, among them id, kind and name of a table of nodes, or from, relation "
          "and to of one of edges"};
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& path) : out_{bytes, path, Format::kText, "csv@1"}, text_{bytes} {}

  Result<Imported> run(Store& store) {
    for (const bool is_of_edges : {false, true}) {
      if (Result<void> read = each_row(is_of_edges); !read) return read.error();
    }
    if (!has_names_) return no_names();
    return std::move(out_).put(store);
  }

 private:
  // Of the tables of edges, or of those of nodes: an edge may stand before what it joins.
  Result<void> each_row(bool is_of_edges) {
    std::optional<Columns> columns;
    return each_csv_row(text_, [&](const CsvRow& row) -> Result<void> {
      Columns names{row.fields};
      if (names.is_of_nodes() || names.is_of_edges()) {
        columns = std::move(names);
        has_names_ = true;
        return {};
      }
      if (!columns) return no_names();
      if (columns->is_of_edges() != is_of_edges) return {};
      return is_of_edges ? add_edge(*columns, row) : add_node(*columns, row);
    });
  }

  Result<void> add_node(const Columns& columns, const CsvRow& row) {
    const std::string id = columns.of(row, "id"), kind = fold(columns.of(row, "kind"));
    const std::string detail = columns.of(row, "detail");
    if (id.empty()) return out_.leave_out(), Result<void>{};
    if (kind == "claim") {
      const ClaimForm form = parse_claim_form(detail).value_or(ClaimForm::kIndirect);
      return add_claim(id, row.place, columns.of(row, "name"), form == ClaimForm::kOwn ? ClaimForm::kIndirect : form);
    }
    if (kind == "agent") {
      Agent agent;
      agent.name = columns.of(row, "name");
      agent.kind = parse_agent_kind(detail).value_or(agent.kind);
      agent.anonymous = columns.of(row, "held") == "false";  // of an agent "held" says that it has a name
      return out_.add_agent(id, std::move(agent));
    }
    if (kind != "document") return out_.leave_out(), Result<void>{};
    Document document;
    document.title = columns.of(row, "name");
    document.publisher = detail;
    document.url = columns.of(row, "url");
    if (const Result<Date> date = Date::parse(columns.of(row, "date")); date) document.published = *date;
    return add_document(id, std::move(document));
  }

  Result<void> add_document(const std::string& id, Document document) {
    const std::optional<NodeId> known = NodeId::parse(id);
    document.id = known && known->document() ? *known->document() : document_id_of("csv:" + id);
    document.kind = DocumentKind::kOther;
    return out_.add_document(id, std::move(document));
  }

  // Its words as they are written in the row, with quotation marks in them doubled.
  Result<void> add_claim(const std::string& id, ByteSpan row, std::string words, ClaimForm form) {
    std::string written;
    for (const char c : words) written.append(c == '"' ? 2 : 1, c);
    const std::size_t at = written.empty() ? std::string_view::npos : slice(text_, row).find(written);
    ByteSpan place = row;
    if (at != std::string_view::npos) {
      place.begin = row.begin + static_cast<std::uint32_t>(at);
      place.end = place.begin + static_cast<std::uint32_t>(written.size());
    }
    return out_.add_claim(id, place, std::move(words), form, Polarity::kAsserts);
  }

  // What a table of nodes names so; else, of an edge whose relation tells what it is, one of that name.
  Result<NodeId> end(const std::string& name, std::optional<NodeKind> kind, ByteSpan row) {
    const NodeId told = out_.node(name);
    if (!told.is_null() || name.empty() || !kind) return told;
    // An id of ours says nothing of a claim or an agent; a document may be held.
    if (NodeId::parse(name) && *kind != NodeKind::kDocument) return told;
    Result<void> added;
    if (*kind == NodeKind::kAgent) {
      Agent agent;
      agent.name = name;
      added = out_.add_agent(name, std::move(agent));
    } else if (*kind == NodeKind::kDocument) {
      Document document;
      document.title = name;
      added = add_document(name, std::move(document));
    } else {
      added = add_claim(name, row, name, ClaimForm::kIndirect);
    }
    return added ? Result<NodeId>{out_.node(name)} : Result<NodeId>{added.error()};
  }

  Result<void> add_edge(const Columns& columns, const CsvRow& row) {
    const std::optional<Relation> relation = parse_relation(fold(columns.of(row, "relation")));
    if (!relation) return out_.leave_out(), Result<void>{};
    const auto kinds = usual_ends(*relation);
    const Result<NodeId> from =
        end(columns.of(row, "from"), kinds ? std::optional{kinds->first} : std::nullopt, row.place);
    if (!from) return from.error();
    const Result<NodeId> to =
        end(columns.of(row, "to"), kinds ? std::optional{kinds->second} : std::nullopt, row.place);
    if (!to) return to.error();
    return out_.add_edge(*from, *relation, *to, row.place, number_in(columns.of(row, "confidence")),
                         number_in(columns.of(row, "score")).value_or(0),
                         parse_citation_how(columns.of(row, "how")).value_or(CitationHow::kNamed));
  }

  ForeignFile out_;
  std::string_view text_;
  bool has_names_ = false;
};

}  // namespace

Result<Imported> read_csv(Store& store, std::string_view bytes, const std::string& path) {
  return Reader{bytes, path}.run(store);
}

}  // namespace headwater::detail
