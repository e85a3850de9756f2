// The verbs. Each takes what follows it on the command line and returns the exit status.
#ifndef HEADWATER_WEB_CLI_VERBS_H_
#define HEADWATER_WEB_CLI_VERBS_H_

#include "command_line.h"

namespace headwater::cli {

int run_extract(Arguments arguments);
int run_ingest(Arguments arguments);
int run_search(Arguments arguments);
int run_show(Arguments arguments);
int run_query(Arguments arguments);
int run_trace(Arguments arguments);
int run_analyse(Arguments arguments);
int run_verify(Arguments arguments);
int run_report(Arguments arguments);
int run_judge(Arguments arguments);
int run_export(Arguments arguments);
int run_import(Arguments arguments);
int run_stats(Arguments arguments);
int run_check(Arguments arguments);
int run_backup(Arguments arguments);
int run_restore(Arguments arguments);
int run_serve(Arguments arguments);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_VERBS_H_
