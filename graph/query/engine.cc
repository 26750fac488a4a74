#include "graph/query/engine.h"

#include "graph/query/functions/functions.h"
#include "graph/query/plan/compiler.h"
#include "graph/query/run/evaluate.h"
#include "graph/query/syntax/parser.h"

namespace trama::cypher {

struct Answer::Impl {
  Impl(const PropertyGraph& graph, std::string_view query, Map given, const Limits& limits)
      : text(query), parameters(std::move(given)), tree(parse_query(text)), run(graph, text, parameters, limits) {
    Compiler compiler(graph, text);
    compiled = compiler.compile(tree);
    run.frame.resize(compiler.slot_count());
  }

  std::string text;
  Map parameters;
  Query tree;
  Compiled compiled;
  Run run;
  bool open = false;
};

Answer::Answer(const PropertyGraph& graph, std::string_view query, Map parameters, const Limits& limits)
    : impl_(std::make_unique<Impl>(graph, query, std::move(parameters), limits)) {}
Answer::~Answer() = default;

const std::vector<std::string>& Answer::columns() const {
  return impl_->compiled.columns;
}

bool Answer::next(std::vector<Value>& row) {
  Impl& impl = *impl_;
  if (!impl.open) {
    impl.compiled.plan->open(impl.run);
    impl.open = true;
  }
  if (!impl.compiled.plan->next(impl.run)) return false;
  row.clear();
  for (const int slot : impl.compiled.slots) row.push_back(impl.run.frame[static_cast<std::size_t>(slot)]);
  return true;
}

std::vector<std::string> known_functions() {
  std::vector<std::string> names;
  for (const std::string& name : function_names()) names.emplace_back(spelt(name));
  return names;
}

Value constant(const PropertyGraph& graph, std::string_view expression) {
  const ExpressionPtr tree = parse_expression(expression);
  Compiler compiler(graph, expression);
  compiler.check_constant(*tree);
  const Map none;
  Run run(graph, expression, none, {});
  run.frame.resize(compiler.slot_count());
  return evaluate(*tree, run);
}

}  // namespace trama::cypher
