// The formats, a function each, which writes all that may be seen. Errors are those of the store and of `out`.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_FORMATS_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_FORMATS_H_

#include "interchange/out.h"
#include "interchange/visible.h"

namespace headwater::detail {

Result<void> write_ndjson(Visible& from, ExportOut& out);
Result<void> write_graphml(Visible& from, ExportOut& out);
Result<void> write_gexf(Visible& from, ExportOut& out);
Result<void> write_prov_json(Visible& from, ExportOut& out);
Result<void> write_prov_n(Visible& from, ExportOut& out);
Result<void> write_turtle(Visible& from, ExportOut& out);
Result<void> write_json_ld(Visible& from, ExportOut& out);
Result<void> write_stix(Visible& from, ExportOut& out);
Result<void> write_claim_review(Visible& from, ExportOut& out);
Result<void> write_csv_nodes(Visible& from, ExportOut& out);
Result<void> write_csv_edges(Visible& from, ExportOut& out);
Result<void> write_dot(Visible& from, ExportOut& out);
Result<void> write_cytoscape(Visible& from, ExportOut& out);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_FORMATS_H_
