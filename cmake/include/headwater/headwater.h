// The whole public API. What each part is for stands at the top of its header; examples/embed/main.cc uses it all.
#ifndef HEADWATER_HEADWATER_H_
#define HEADWATER_HEADWATER_H_

#include "headwater/graph/edge.h"
#include "headwater/graph/load.h"
#include "headwater/graph/store.h"
#include "headwater/graph/topology.h"
#include "headwater/ingest/documents.h"
#include "headwater/ingest/ingest.h"
#include "headwater/ingest/reading.h"
#include "headwater/ingest/source_text.h"
#include "headwater/ingest/syntax.h"
#include "headwater/query/analyse.h"
#include "headwater/query/drift.h"
#include "headwater/query/json.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "headwater/query/show.h"
#include "headwater/query/trace.h"
#include "headwater/schema/codec.h"
#include "headwater/schema/codec_v2.h"
#include "headwater/schema/date.h"
#include "headwater/schema/edge.h"
#include "headwater/schema/fold.h"
#include "headwater/schema/id.h"
#include "headwater/schema/record.h"
#include "headwater/schema/result.h"
#include "headwater/schema/sha1.h"
#include "headwater/schema/span.h"
#include "headwater/schema/stated_edges.h"
#include "headwater/schema/vocabulary.h"

#endif  // HEADWATER_HEADWATER_H_
