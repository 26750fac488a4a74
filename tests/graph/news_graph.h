// The graph over which queries, paths and commands are tested.
#pragma once

#include "graph/store/builder.h"
#include "graph/store/store.h"
#include "tests/graph/statements.h"

namespace trama::test {

inline std::vector<Statement> news_statements() {
  const Mention kim = person("Kim Jong Un", {"Kim"});
  const Mention shoigu = person("Sergei Shoigu", {"Shoigu"});
  const Mention russia = place("Rusia");
  const Mention korea = place("Corea del Norte");
  const Mention ukraine = place("Ucrania");
  const Mention usa = place("Estados Unidos", {"EE.UU."});
  const Mention un = named("ONU", EntityType::kOrganization);
  const Mention officials = nominal("altos funcionarios rusos");

  std::vector<Statement> statements;
  const auto add = [&](Statement statement, const std::string& label, const std::string& event_class) -> Statement& {
    statement.relation.label = label;
    statement.relation.event_class = event_class;
    statements.push_back(std::move(statement));
    return statements.back();
  };
  add(says(kim, "apoyar", russia, "d1", "2025-07-01"), "prometió apoyar", "SUPPORT").modality = Modality::kPromised;
  add(says(kim, "apoyar", russia, "d2", "2025-07-02"), "apoya", "SUPPORT");
  add(says(kim, "apoyar", russia, "d3", "2025-07-04"), "apoya", "SUPPORT").confidence = 0.8;
  add(says(shoigu, "visitar", kim, "d1", "2025-07-01"), "visitó", "CONSULT").count = 3;
  Statement& sent = add(says(korea, "enviar", russia, "d2", "2025-07-02"), "envió", "AID");
  sent.theme = "12 millones de proyectiles";
  sent.relation.event_root = "07";
  sent.relation.event_direction = "cooperative";
  sent.source = Attribution{place("Ucrania"), "según", ""};
  Statement& met = add(says(shoigu, "reunirse", officials, "d3", "2025-07-04"), "se reunió con", "CONSULT");
  met.relation.symmetric = true;
  met.relation.preposition = "con";
  add(says(russia, "atacar", ukraine, "d3", "2025-07-04"), "atacó", "ASSAULT");
  add(says(usa, "condenar", russia, "d4", "2025-07-05"), "condenó", "REJECT");
  add(says(usa, "apoyar", ukraine, "d4", "2025-07-05"), "apoya", "SUPPORT");
  add(says(un, "condenar", korea, "d4", "2025-07-05"), "no condenó", "REJECT").polarity = Polarity::kNegative;
  add(says(place("Perú"), "visitar", place("Bolivia"), "d5", ""), "visitó", "").relation.relation_class = "MOVEMENT";
  return statements;
}

inline Graph news_graph() {
  return build_graph(news_statements());
}

// The same in a file.
inline void save_news_graph(const std::filesystem::path& file) {
  std::vector<DocumentStatements> documents;
  for (const char* id : {"d1", "d2", "d3", "d4", "d5"}) {
    DocumentStatements one;
    one.document.id = id;
    one.document.text = std::string("Texto del documento ") + id;
    for (const Statement& statement : news_statements()) {
      if (statement.evidence.document == id) one.statements.push_back(statement);
    }
    documents.push_back(std::move(one));
  }
  Store store = Store::open(file);
  store.add(documents);
  store.update_entities();
}

}  // namespace trama::test
