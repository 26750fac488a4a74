// The requests that the explorer answers (docs/explorer.md). Private to explore/. Each throws Refused, or Error, for
// what it cannot answer.
#pragma once

#include "explore/handlers/context.h"

namespace trama {

Answer answer_graph(Context& context, const Request& request);
Answer answer_top(Context& context, const Request& request);
Answer answer_search(Context& context, const Request& request);
Answer answer_focus(Context& context, const Request& request);
Answer answer_between(Context& context, const Request& request);
Answer answer_path(Context& context, const Request& request);
Answer answer_communities(Context& context, const Request& request);

Answer answer_relation(Context& context, const Request& request);
Answer answer_entity(Context& context, const Request& request);
Answer answer_documents(Context& context, const Request& request);

Answer answer_query(Context& context, const Request& request);
Answer answer_cancel(Context& context, const Request& request);
Answer answer_complete(Context& context, const Request& request);

Answer answer_decide(Context& context, const Request& request);
Answer answer_undo(Context& context, const Request& request);
Answer answer_redo(Context& context, const Request& request);
Answer answer_review(Context& context, const Request& request);
Answer answer_log(Context& context, const Request& request);

Answer answer_export(Context& context, const Request& request);

}  // namespace trama
