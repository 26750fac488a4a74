#include "explore/explorer.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>

#include "base/error.h"
#include "explore/handlers/context.h"
#include "explore/handlers/handlers.h"

namespace trama {
namespace {

// What all views together keep of the file's pages, each of which would keep as much.
constexpr std::int64_t kMostPages = std::int64_t{64} << 20;

enum class May { kRead, kChange };

struct Route {
  const char* method;
  const char* path;
  Answer (*answer)(Context& context, const Request& request);
  May may = May::kRead;
};

constexpr std::array kRoutes = {
    Route{"GET", "/api/graph", answer_graph},
    Route{"GET", "/api/top", answer_top},
    Route{"GET", "/api/search", answer_search},
    Route{"GET", "/api/focus", answer_focus},
    Route{"GET", "/api/between", answer_between},
    Route{"GET", "/api/path", answer_path},
    Route{"GET", "/api/communities", answer_communities},
    Route{"GET", "/api/relation", answer_relation},
    Route{"GET", "/api/entity", answer_entity},
    Route{"GET", "/api/documents", answer_documents},
    Route{"POST", "/api/query", answer_query},
    Route{"POST", "/api/query/cancel", answer_cancel},
    Route{"GET", "/api/complete", answer_complete},
    Route{"GET", "/api/review", answer_review},
    Route{"GET", "/api/log", answer_log},
    Route{"POST", "/api/export", answer_export},
    Route{"POST", "/api/decide", answer_decide, May::kChange},
    Route{"POST", "/api/undo", answer_undo, May::kChange},
    Route{"POST", "/api/redo", answer_redo, May::kChange},
};

Answer error_answer(int status, const std::string& message) {
  return json_answer([&](Json& json) { json.key("error").object([&] { json.field("message", message); }); }, status);
}

int status_of(const Error& error) {
  return error.code() == ErrorCode::kInvalid || error.code() == ErrorCode::kSyntax ? 400 : 500;
}

}  // namespace

struct Explorer::Impl {
  explicit Impl(ExploreOptions options) : context(std::move(options)) {
    sqlite3_soft_heap_limit64(kMostPages);
    if (context.options.edit) context.guard.token = new_token();
    context.quick.sit();  // Throws if there is no graph.
  }

  Answer answer(const Request& request) {
    check_origin(request, context.guard);
    if (request.path == "/" || request.path == "/index.html") {
      if (request.method != "GET") throw Refused(405, "the page is got");
      return {200, "text/html; charset=utf-8", std::string(context.options.page), {}};
    }
    const auto* const route =
        std::find_if(kRoutes.begin(), kRoutes.end(), [&](const Route& one) { return request.path == one.path; });
    if (route == kRoutes.end()) throw Refused(404, "there is nothing here");
    if (request.method != route->method) throw Refused(405, std::string("it is asked by ") + route->method);
    if (request.method == "POST") check_json(request);
    if (route->may == May::kChange) check_token(request, context.guard);
    return route->answer(context, request);
  }

  Context context;
};

Explorer::Explorer(ExploreOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Explorer::~Explorer() = default;

void Explorer::listen_at(int port) {
  impl_->context.guard.port = port;
}

const Guard& Explorer::guard() const {
  return impl_->context.guard;
}

Answer Explorer::answer(const Request& request) {
  try {
    return impl_->answer(request);
  } catch (const Refused& refused) {
    return error_answer(refused.status(), refused.what());
  } catch (const Error& error) {
    return error_answer(status_of(error), error.what());
  } catch (const std::bad_alloc&) {
    return error_answer(500, "out of memory");
  } catch (const std::exception& error) {
    return error_answer(500, error.what());
  }
}

void Explorer::stop() {
  impl_->context.queries.stop();
}

}  // namespace trama
