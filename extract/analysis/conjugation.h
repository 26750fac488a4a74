// Regular conjugation, to tell which verb a form can be of where the network's lemma is none of them ("estafó" of
// "estar"). Knows the infinitives of extract/data/es/infinitives.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// The infinitives whose regular forms include `form` (lower case, without clitics): "crea" is of "crear" and "creer".
// Changes of spelling count as regular ("indique", "envía", "construyó"), changes of the stem ("piden") do not. Empty
// if there is none.
std::vector<std::string> infinitives_of(std::string_view form);

// The lemma of a verb's form, in any case: `lemma` itself unless the form is a regular one of one other verb alone, or
// `lemma` is no infinitive that is known and a change of the stem makes one of it ("recomiendar").
std::string verb_lemma(std::string_view form, const std::string& lemma);

}  // namespace trama
