// Work on a stream of items with several threads, results in the order of the items.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace trama {

// Calls `deliver(work(item))` for every item that `next()` yields (std::optional<Item>, nullopt at the end), in the
// order of the items. `next` and `deliver` run in the calling thread, `work` in `threads` others (in the calling thread
// if `threads` is below 2; in fewer if the system does not give so many), so only `work` must be safe to call at the
// same time. At most 4 items per thread are in flight. What one of the three throws is thrown to the caller, after the
// results before it were delivered and all threads ended. Where `ready()` says that next() may have to wait, the
// results of all items before are delivered first.
template <typename Next, typename Work, typename Deliver, typename Ready>
void parallel_map(int threads, Next next, Work work, Deliver deliver, Ready ready) {
  using Item = typename decltype(next())::value_type;
  using Result = decltype(work(std::declval<Item>()));
  if (threads < 2) {
    while (std::optional<Item> item = next()) deliver(work(*std::move(item)));
    return;
  }

  struct Slot {
    Item item;
    std::optional<Result> result;
    std::exception_ptr error;
    bool done = false;
  };
  std::mutex mutex;
  std::condition_variable work_ready, result_ready;
  std::deque<std::shared_ptr<Slot>> waiting;
  bool stop = false;

  const auto run = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      work_ready.wait(lock, [&] { return stop || !waiting.empty(); });
      if (stop) return;
      const std::shared_ptr<Slot> slot = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      try {
        slot->result.emplace(work(std::move(slot->item)));
      } catch (...) {
        slot->error = std::current_exception();
      }
      lock.lock();
      slot->done = true;
      result_ready.notify_one();
    }
  };
  // Ends the threads on every way out, also when a thread cannot be started.
  struct Pool {
    std::vector<std::thread> threads;
    std::mutex& mutex;
    std::condition_variable& ready;
    bool& stop;
    ~Pool() {
      {
        const std::lock_guard lock(mutex);
        stop = true;
      }
      ready.notify_all();
      for (std::thread& thread : threads) thread.join();
    }
  } pool{{}, mutex, work_ready, stop};
  pool.threads.reserve(static_cast<std::size_t>(threads));
  try {
    while (pool.threads.size() < static_cast<std::size_t>(threads)) pool.threads.emplace_back(run);
  } catch (const std::system_error&) {
    // The system gives no more threads, or has no room for their stacks. Fewer do the same work.
  }
  if (pool.threads.empty()) return parallel_map(1, next, work, deliver, ready);

  const std::size_t limit = static_cast<std::size_t>(threads) * 4;
  std::deque<std::shared_ptr<Slot>> in_flight;
  std::exception_ptr input_error;  // Thrown once all earlier results are out.
  bool more = true;
  while (more || !in_flight.empty()) {
    while (more && in_flight.size() < limit && (in_flight.empty() || ready())) {
      std::optional<Item> item;
      try {
        item = next();
      } catch (...) {
        input_error = std::current_exception();
      }
      if (!item) {
        more = false;
        break;
      }
      auto slot = std::make_shared<Slot>(Slot{*std::move(item), std::nullopt, nullptr, false});
      in_flight.push_back(slot);
      {
        const std::lock_guard lock(mutex);
        waiting.push_back(std::move(slot));
      }
      work_ready.notify_one();
    }
    if (in_flight.empty()) break;
    const std::shared_ptr<Slot> slot = std::move(in_flight.front());
    in_flight.pop_front();
    {
      std::unique_lock lock(mutex);
      result_ready.wait(lock, [&] { return slot->done; });
    }
    if (slot->error) std::rethrow_exception(slot->error);
    deliver(*std::move(slot->result));
  }
  if (input_error) std::rethrow_exception(input_error);
}

// For a `next` that never waits.
template <typename Next, typename Work, typename Deliver>
void parallel_map(int threads, Next next, Work work, Deliver deliver) {
  parallel_map(threads, std::move(next), std::move(work), std::move(deliver), [] { return true; });
}

}  // namespace trama
