// Entity resolution over statements: bench/resolution/README.md. Prints, for bench/resolution/score.py, one line for
// each entity ("E", number, name, type, named, mentions), each name as written ("S", entity, name, type, mentions) and
// each merge ("M", entity, name, other name, reason).
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

#include "base/statement_json.h"
#include "bench/program.h"
#include "graph/resolve/resolve.h"

namespace {

using trama::Mention;
using trama::Resolution;
using trama::Statement;

// Statements of the first `documents` documents; 0: all.
std::vector<Statement> read(const std::string& file, std::size_t documents) {
  std::ifstream in(file);
  std::vector<Statement> statements;
  std::set<std::string> seen;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    Statement statement = trama::statement_from_json(line);
    seen.insert(statement.evidence.document);
    if (documents != 0 && seen.size() > documents) break;
    statements.push_back(std::move(statement));
  }
  return statements;
}

using Surfaces = std::map<std::pair<std::string, std::string>, long>;  // Name and type: mentions.

void print(const Resolution& resolution, const std::vector<Statement>& statements) {
  std::vector<Surfaces> surfaces(resolution.entities.size());
  std::vector<long> mentions(resolution.entities.size());
  const auto count = [&](std::uint32_t entity, const Mention& mention) {
    ++surfaces[entity][{mention.canonical, mention.named ? trama::to_string(mention.type) : "-"}];
    ++mentions[entity];
  };
  for (std::size_t i = 0; i < statements.size(); ++i) {
    count(resolution.subjects[i], statements[i].subject);
    count(resolution.objects[i], statements[i].object);
    if (statements[i].source) count(resolution.sources[i], statements[i].source->who);
  }
  for (std::size_t i = 0; i < resolution.entities.size(); ++i) {
    const auto& entity = resolution.entities[i];
    std::cout << "E\t" << i << '\t' << entity.name << '\t' << trama::to_string(entity.type) << '\t' << entity.named
              << '\t' << mentions[i] << '\n';
    for (const auto& [surface, number] : surfaces[i]) {
      std::cout << "S\t" << i << '\t' << surface.first << '\t' << surface.second << '\t' << number << '\n';
    }
    for (const auto& merge : entity.merges) {
      std::cout << "M\t" << i << '\t' << merge.name << '\t' << merge.with << '\t' << merge.reason << '\n';
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  return trama::bench::run_program("resolution", [&] {
    if (argc < 2 || argc > 3) throw std::runtime_error("Usage: resolution STATEMENTS.jsonl [DOCUMENTS]");
    const std::vector<Statement> statements = read(argv[1], argc == 3 ? std::stoul(argv[2]) : 0);
    const auto begin = std::chrono::steady_clock::now();
    const Resolution resolution = trama::resolve_entities(statements);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    std::cerr << statements.size() << " statements, " << resolution.entities.size() << " entities, " << time.count()
              << " s\n";
    print(resolution, statements);
    return 0;
  });
}
