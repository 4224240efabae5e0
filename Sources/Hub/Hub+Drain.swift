import HubbubDomain
import HubbubStore
import Synchronization

/// The end.
extension Hub {
  /// Whether the end has begun: nothing new is taken.
  public var isDraining: Bool { isEnding.load(ordering: .acquiring) }

  /// Answers what is in flight, tells each socket 4001 with a slot of its own,
  /// and returns when all are gone.
  ///
  /// Nothing is written afterwards.
  ///
  /// - Bounds: ``Limits/answerPatience`` for the answers, then `patience` for the sockets.
  public func drain(patience: Duration) async {
    guard !isEnding.exchange(true, ordering: .acquiringAndReleasing) else { return }
    await untilAnswered()
    await sayFarewell()
    writer.close()
    await writing.value
    let sockets = people.sockets.shuffled()
    for (slot, socket) in sockets.enumerated() {
      let reason = Wire.comeBack(after: returnSlot(slot, of: sockets.count))
      socket.shard.post(.work { socket.end(.draining, reason: reason) })
    }
    statsTopic.end()
    clock.after(patience) { [people] in people.stopWaiting() }
    await people.untilEmpty()
    for shard in shards { shard.post(.work { shard.watch.end() }) }
  }

  /// Returns when no socket waits for an answer any more.
  ///
  /// Each loop takes note after what it is doing, so what a socket asks later
  /// is refused, since we are draining.
  private func untilAnswered() async {
    let sockets = people.sockets
    guard !sockets.isEmpty else { return }
    await withCheckedContinuation { done in
      let countdown = Countdown(from: sockets.count) { done.resume() }
      clock.after(Limits.answerPatience) { countdown.end() }
      for socket in sockets {
        socket.shard.post(.work { socket.onceAnswered { countdown.step() } })
      }
    }
  }

  /// When the client of a slot may come back: evenly spread, so that they do
  /// not all come at once.
  private func returnSlot(_ slot: Int, of count: Int) -> Duration {
    Limits.returnAfter + Limits.returnSpread * slot / max(1, count)
  }
}

/// Calls back once, after so many steps or when it is ended.
private final class Countdown: Sendable {
  private let left: Mutex<Int>
  private let done: @Sendable () -> Void

  init(from count: Int, _ done: @escaping @Sendable () -> Void) {
    left = Mutex(count)
    self.done = done
  }

  func step() { lower { $0 - 1 } }

  func end() { lower { _ in 0 } }

  private func lower(_ lowered: (Int) -> Int) {
    let isDone = left.withLock { left in
      guard left > 0 else { return false }
      left = lowered(left)
      return left == 0
    }
    if isDone { done() }
  }
}
