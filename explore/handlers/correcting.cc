// What people decide about the names of the graph: the same decisions as those of the command line, in the same log.
#include "base/hash.h"
#include "explore/handlers/handlers.h"
#include "graph/query/query.h"
#include "graph/store/store.h"

namespace trama {
namespace {

constexpr std::size_t kMostPairs = 200;

// A name of the page: what a person typed, or the id of an actor or of a name, for which it is clear who is meant.
struct Named {
  std::string text;
  std::uint64_t id = 0;  // 0: that which look-up finds.
};

Named named(Context& context, const json::Document& body, const char* name, const char* id) {
  Named result{text_of(body, name, true), 0};
  const std::string given = text_of(body, id);
  if (const auto key = find_key('n', given)) result.id = *key;
  if (!given.empty() && result.id == 0) throw Refused(400, "'" + given + "' is no id");
  if (const auto key = find_key('n', result.text)) {
    auto seat = context.quick.sit();
    result.id = *key;
    result.text = seat.view().entity(actor_of(seat.view(), result.text)).name;
  }
  return result;
}

Answer decided(const LoggedDecision& logged) {
  return json_answer([&](Json& json) {
    json.field("number", logged.number);
    json.field("text", printable_text(describe(logged.decision)));
  });
}

std::optional<std::int64_t> decision_number(const Request& request) {
  const json::Document body = body_of(request);
  const auto found = body.FindMember("number");
  if (found == body.MemberEnd() || found->value.IsNull()) return std::nullopt;
  if (!found->value.IsInt64()) throw Refused(400, "'number' is no whole number");
  return found->value.GetInt64();
}

void write_side(Json& json, std::string_view name, const ReviewSide& side) {
  json.key(name).object([&] {
    json.field("id", key_text('n', side.id));
    json.field("name", side.name);
    json.field("actor", side.actor);
    json.field("base", side.base);
    json.field("documents", side.documents);
    json.array("sentences", [&] {
      for (const Evidence& evidence : side.evidence) {
        json.object([&] {
          json.field("text", evidence.sentence);
          json.field("document", evidence.document);
          json.field("date", evidence.date);
          json.field("publisher", evidence.publisher);
          json.field("title", evidence.title);
          json.field("url", evidence.url);
        });
      }
    });
  });
}

}  // namespace

Answer answer_decide(Context& context, const Request& request) {
  const json::Document body = body_of(request);
  const std::optional<DecisionKind> kind = find_decision_kind(text_of(body, "kind", true));
  if (!kind || *kind == DecisionKind::kPart) throw Refused(400, "'kind' is same, different, rename, retype or hide");
  const Named left = named(context, body, "left", "left_id");
  UserDecision decision;
  if (is_about_two_names(*kind)) {
    const Named right = named(context, body, "right", "right_id");
    decision = context.options.decision(*kind, left.text, right.text);
    decision.right_id = right.id;
  } else {
    decision = context.options.decision(*kind, left.text, text_of(body, "right", *kind != DecisionKind::kHide));
  }
  decision.left_id = left.id;
  const std::lock_guard lock(context.writing);
  return decided(Store::open(context.options.graph).decide(decision));
}

Answer answer_undo(Context& context, const Request& request) {
  const std::optional<std::int64_t> number = decision_number(request);
  const std::lock_guard lock(context.writing);
  return decided(Store::open(context.options.graph).undo(number));
}

Answer answer_redo(Context& context, const Request& request) {
  const std::optional<std::int64_t> number = decision_number(request);
  const std::lock_guard lock(context.writing);
  return decided(Store::open(context.options.graph).redo(number));
}

Answer answer_review(Context& context, const Request& request) {
  const std::size_t limit = number_of(request, "limit", 20, kMostPairs);
  const std::vector<ReviewItem> items = Store::open_read_only(context.options.graph).review(limit);
  return json_answer([&](Json& json) {
    json.array("pairs", [&] {
      for (const ReviewItem& item : items) {
        json.object([&] {
          json.field("kind", item.merged ? "merged" : "apart");
          json.field("probability", item.probability);
          json.array("reasons", [&] {
            json.value(item.reason);
            if (!item.refusal.empty()) json.value(item.refusal);
          });
          write_side(json, "left", item.left);
          write_side(json, "right", item.right);
        });
      }
    });
  });
}

Answer answer_log(Context& context, const Request& /*request*/) {
  const std::vector<LoggedDecision> log = Store::open_read_only(context.options.graph).log();
  return json_answer([&](Json& json) {
    json.array("decisions", [&] {
      for (const LoggedDecision& one : log) {
        json.object([&] {
          json.field("number", one.number);
          json.field("kind", to_string(one.decision.kind));
          json.field("left", one.decision.left);
          json.field("right", one.decision.right);
          json.field("author", one.decision.author);
          json.field("time", one.decision.time);
          json.field("undone", one.undone);
          json.field("text", printable_text(describe(one.decision)));
        });
      }
    });
  });
}

}  // namespace trama
