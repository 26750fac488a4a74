// How much of what texts say gets an event class, and whether it is the one that human coders gave:
// bench/events STATEMENTS.jsonl [--gold pet-es-dev.jsonl] [--top 40].
//
// STATEMENTS is what `trama extract` wrote. Coverage is counted over statements between two actors, that is where
// neither is a thing (MISC): events of PLOVER, public statements, other classes, none. With --gold the statements are
// those of the gold file's own sentences (`trama extract pet-es-dev.jsonl` reads it, for it has an id and a text in
// each line): each gold event is compared with the class of the statement whose predicate stands in its words, and with
// the class of its words alone, which leaves the reading of the sentence out.
#include "extract/relations/events.h"

#include <rapidjson/document.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/statement_json.h"
#include "bench/program.h"
#include "cli/process/resources.h"

namespace trama::bench {
namespace {

struct GoldEvent {
  std::string document;
  std::string type;  // Of PLOVER, empty where today's PLOVER has none.
  std::string root;
  std::string words;
  std::vector<std::string> lemmas;
  Span span;  // Bytes of the sentence.
};

// Codes of the gold: CAMEO ("190_use_conventional_military_force") or older names of PLOVER's types.
void set_code(const std::string& code, GoldEvent& event) {
  static const std::map<std::string, std::pair<std::string, std::string>> kNames = {
      {"ASSAULT", {"ASSAULT", "18"}},   {"COERCE", {"COERCE", "17"}},     {"CONCEDE", {"CONCEDE", "08"}},
      {"DEMAND", {"REQUEST", "10"}},    {"DISAPPROVE", {"ACCUSE", "11"}}, {"MOBILIZE", {"MOBILIZE", "15"}},
      {"PROTEST", {"PROTEST", "14"}},   {"REJECT", {"REJECT", "12"}},     {"RETREAT", {"RETREAT", "08"}},
      {"SACTION", {"SANCTION", "16"}},  {"SANCTION", {"SANCTION", "16"}}, {"SUPPORT", {"SUPPORT", "05"}},
      {"THREATEN", {"THREATEN", "13"}},
  };
  static const std::map<std::string, std::string> kRoots = {{"05", "SUPPORT"},  {"10", "REQUEST"},  {"11", "ACCUSE"},
                                                            {"12", "REJECT"},   {"13", "THREATEN"}, {"14", "PROTEST"},
                                                            {"15", "MOBILIZE"}, {"16", "SANCTION"}, {"17", "COERCE"},
                                                            {"18", "ASSAULT"},  {"19", "ASSAULT"},  {"20", "ASSAULT"}};
  if (std::isdigit(static_cast<unsigned char>(code.front()))) {
    event.root = code.substr(0, 2);
    const auto type = kRoots.find(event.root);
    if (type != kRoots.end()) event.type = type->second;
    if (code.starts_with("191")) event.type = "COERCE";  // Blockade.
  } else if (const auto name = kNames.find(code); name != kNames.end()) {
    std::tie(event.type, event.root) = name->second;
  } else {
    event.root = code;  // CRIME
  }
}

std::size_t byte_of(std::string_view text, std::size_t code_point) {
  std::size_t byte = 0;
  for (; byte < text.size(); ++byte) {
    const bool begins = (static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80;
    if (begins && code_point-- == 0) break;
  }
  return byte;
}

std::vector<GoldEvent> read_gold(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorCode::kIo, file + ": cannot be opened");
  std::vector<GoldEvent> events;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    rapidjson::Document row;
    row.Parse(line.c_str());
    if (row.HasParseError() || !row.IsObject() || !row.HasMember("triples")) {
      throw Error(ErrorCode::kFormat, file + ":" + std::to_string(number) + ": expected id, text and triples");
    }
    const std::string text = row["text"].GetString();
    for (const auto& triple : row["triples"].GetArray()) {
      const auto& relation = triple["rel"];
      GoldEvent event;
      event.document = row["id"].GetString();
      event.words = relation["form"].GetString();
      for (const auto& lemma : relation["lemmas"].GetArray()) event.lemmas.emplace_back(lemma.GetString());
      event.span = {byte_of(text, relation["start"].GetUint()), byte_of(text, relation["end"].GetUint())};
      set_code(triple["code"].GetString(), event);
      events.push_back(std::move(event));
    }
  }
  return events;
}

std::vector<Statement> read_statements(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorCode::kIo, file + ": cannot be opened");
  std::vector<Statement> statements;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    statements.push_back(statement_from_json(line, file + ":" + std::to_string(number)));
  }
  return statements;
}

std::string percent(std::size_t part, std::size_t whole) {
  const double value = whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << value << " %";
  return text.str();
}

void print_most(const std::map<std::string, std::size_t>& counts, std::size_t top) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.second > b.second; });
  for (std::size_t i = 0; i < std::min(top, sorted.size()); ++i) {
    std::cout << (i == 0 ? "  " : ", ") << sorted[i].first << ' ' << sorted[i].second;
  }
  std::cout << '\n';
}

// What a statement is for the coverage: its class, and which of the four kinds of it.
enum class Covered { kEvent, kStatement, kLasting, kOther, kNone };
Covered covered(const std::optional<EventClass>& event) {
  if (!event) return Covered::kNone;
  if (!event->type.empty()) return Covered::kEvent;
  if (event->root == "01") return Covered::kStatement;
  return is_lasting(event->relation) ? Covered::kLasting : Covered::kOther;
}

// Why there is no class: the table has a class for the predicate but not with this polarity or modality, it abstains,
// or it lacks the predicate.
std::string reason_of_none(const EventTable& table, const Statement& statement) {
  if (!table.has(statement.relation.lemma)) return "predicate not in the table";
  Statement plain = statement;
  plain.polarity = Polarity::kPositive;
  plain.modality = Modality::kAsserted;
  return table.classify(plain) ? "none with this polarity or modality" : "the table abstains";
}

std::string named(const Statement& statement) {
  const Relation& relation = statement.relation;
  return relation.preposition.empty() ? relation.lemma : relation.lemma + " (" + relation.preposition + ")";
}

void print_coverage(const EventTable& table, const std::vector<Statement>& statements, std::size_t top) {
  std::size_t actors = 0;
  std::map<Covered, std::size_t> parts;
  std::map<std::string, std::size_t> classes, directions, reasons;
  std::map<std::string, std::map<std::string, std::size_t>> missing;  // By reason.
  for (const Statement& statement : statements) {
    if (statement.subject.type == EntityType::kMisc || statement.object.type == EntityType::kMisc) continue;
    ++actors;
    const auto event = table.classify(statement);
    ++parts[covered(event)];
    if (event) {
      ++classes[event->type.empty() ? event->relation : event->type];
      if (!event->root.empty()) ++directions[to_string(event->direction)];
      continue;
    }
    const std::string reason = reason_of_none(table, statement);
    ++reasons[reason];
    ++missing[reason][named(statement)];
  }
  const auto line = [](const std::string& title, std::size_t part, std::size_t whole) {
    std::cout << std::left << std::setw(44) << title << std::right << std::setw(6) << part << std::setw(9)
              << percent(part, whole) << '\n';
  };
  line("statements between actors", actors, statements.size());
  line("  events of PLOVER", parts[Covered::kEvent], actors);
  line("  public statements (root 01)", parts[Covered::kStatement], actors);
  line("  lasting relations", parts[Covered::kLasting], actors);
  line("  other events", parts[Covered::kOther], actors);
  line("  unclassified", parts[Covered::kNone], actors);
  for (const auto& [reason, number] : reasons) line("    " + reason, number, actors);
  std::cout << "classes:\n";
  print_most(classes, classes.size());
  std::cout << "directions:\n";
  print_most(directions, directions.size());
  for (const auto& [reason, predicates] : missing) {
    std::cout << reason << ":\n";
    print_most(predicates, top);
  }
}

struct Agreement {
  std::size_t classified = 0, same_type = 0, same_root = 0;
  std::map<std::string, std::map<std::string, std::size_t>> roots;  // Gold, then ours.
};

void count(const GoldEvent& gold, const std::optional<EventClass>& ours, Agreement& agreement) {
  ++agreement.roots[gold.root][ours && !ours->root.empty() ? ours->root : "-"];
  if (!ours || ours->root.empty()) return;
  ++agreement.classified;
  if (!gold.type.empty() && plover_type(ours->type) == gold.type) ++agreement.same_type;
  if (ours->root == gold.root) ++agreement.same_root;
}

void print(const char* title, const Agreement& agreement, std::size_t all) {
  std::cout << title << ": classified " << agreement.classified << " of " << all << " ("
            << percent(agreement.classified, all) << "), same type " << agreement.same_type << " ("
            << percent(agreement.same_type, agreement.classified) << "), same root " << agreement.same_root << " ("
            << percent(agreement.same_root, agreement.classified) << ")\n";
  for (const auto& [gold, ours] : agreement.roots) {
    std::cout << "  " << gold << " as";
    for (const auto& [root, number] : ours) std::cout << "  " << root << ": " << number;
    std::cout << '\n';
  }
}

void print_agreement(const EventTable& table, const std::vector<Statement>& statements,
                     const std::vector<GoldEvent>& gold) {
  Agreement read, alone;
  for (const GoldEvent& event : gold) {
    std::optional<EventClass> ours;
    for (const Statement& statement : statements) {
      const Span& span = statement.relation.span;
      const bool here =
          statement.evidence.document == event.document && span.begin < event.span.end && event.span.begin < span.end;
      if (here && (!ours || ours->root.empty())) ours = table.classify(statement);
    }
    count(event, ours, read);
    ours.reset();
    for (const std::string& lemma : event.lemmas) {
      Statement words;
      words.relation.lemma = lemma;
      words.theme = event.words;
      words.subject.type = words.object.type = EntityType::kGroup;
      if (!ours || ours->root.empty()) ours = table.classify(words);
    }
    count(event, ours, alone);
  }
  print("statements", read, gold.size());
  print("words alone", alone, gold.size());
}

int run(int argc, char** argv) {
  CLI::App app("How many statements get an event class, and whether it is that of human coders");
  std::string statements, gold;
  std::size_t top = 40;
  app.add_option("statements", statements, "What trama extract wrote")->required();
  app.add_option("--gold", gold, "pet-es-dev.jsonl; the statements are those of its sentences");
  app.add_option("--top", top, "How many predicates without a class to print")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const EventTable table = EventTable::load(cli::find_data_dir());
  if (gold.empty()) {
    print_coverage(table, read_statements(statements), top);
  } else {
    print_agreement(table, read_statements(statements), read_gold(gold));
  }
  return 0;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  return trama::bench::run_program("events", [&] { return trama::bench::run(argc, argv); });
}
