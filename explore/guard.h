// Who may ask the explorer's server: pages that it served itself, by its own names.
#pragma once

#include <string>

#include "explore/message.h"

namespace trama {

struct Guard {
  int port = 0;
  // What a request that changes the graph must carry; empty: nothing may be changed.
  std::string token;
};

// Throws Refused (403) unless the request is addressed to this machine's loopback (Host) and comes from no other site
// (Origin, Sec-Fetch-Site): a page elsewhere can neither read answers nor have names that it controls lead here.
void check_origin(const Request& request, const Guard& guard);

// The same for requests with a body: throws Refused (403) unless it is declared to be JSON, which no form of another
// site can send.
void check_json(const Request& request);

// The same for requests that change the graph: throws Refused (403) without the token.
void check_token(const Request& request, const Guard& guard);

// 128 bits that nobody can guess, in hexadecimal.
std::string new_token();

}  // namespace trama
