// The first sieves of coreference, over a whole document at once: names that are forms of one another.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "extract/coref/mentions.h"

namespace trama {

// Names of one document that mean the same.
struct NameCluster {
  std::map<std::string, int> names;  // Each form and how often it stands in the document.
  EntityType type = EntityType::kMisc;
  std::string country;  // Set if the cluster is a country (or acts like one: "Unión Europea").
  std::string known;    // The canonical name of aliases.tsv, if it is there.
  Gender gender = Gender::kUnknown;
  // More than one full name that this short one may stand for ("Ortega" beside Daniel and Laura Ortega): indices of
  // clusters. Each mention then goes to the nearest.
  std::vector<int> candidates;
};

struct NameClusters {
  std::vector<NameCluster> clusters;
  std::vector<int> of_mention;  // By mention index: its cluster, -1 for what is no name.
};

// Never puts two different full names of people together, however much they share. Near-linear.
NameClusters cluster_names(const std::vector<ActorMention>& mentions, const Lexicon& lexicon);

// The form to show: of those with the most information the most frequent, ties to the longer, then the smaller.
std::string best_name(const NameCluster& cluster);

}  // namespace trama
