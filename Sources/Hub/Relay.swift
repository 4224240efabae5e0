import HubbubDomain
import HubbubStore
import Logging
import Synchronization

/// Stands between the writer, the bus, the actors and the sockets: what was
/// committed goes out by it, what comes over the bus comes in by it.
///
/// - Isolation: what it connects is set once, before anything runs.
final class Relay: Herald, Announcer {
  struct Ends: Sendable {
    let bus: any Bus
    let fanOut: FanOut
    let supervisor: Supervisor
    let people: People
    let board: PresenceBoard
    let clock: any HubClock
  }

  private let ends = Mutex<Ends?>(nil)
  private let counts: HubCounts
  private let logger: Logger

  init(counts: HubCounts, logger: Logger) {
    self.counts = counts
    self.logger = logger
  }

  func connect(_ ends: Ends) { self.ends.withLock { $0 = ends } }

  private var connected: Ends {
    guard let ends = ends.withLock({ $0 }) else {
      preconditionFailure("a relay is connected first")
    }
    return ends
  }
}

// MARK: - From the writer

extension Relay {
  /// Answers first, then tells: on the asker's own socket the answer comes
  /// before the event it caused.
  func tell(_ batch: [Told]) {
    let ends = connected
    ends.fanOut.together {
      for told in batch {
        told.asker(told.outcome)
        switch told.outcome {
        case .done(let answer, let events):
          ends.supervisor.follow(told.change, answer, at: ends.clock.wallTime())
          for event in events { ends.bus.publish(event) }
        case .failed: ends.supervisor.fail(told.change)
        case .repeated, .unchanged, .refused: break
        }
      }
    }
  }

  func tellLost(_ batch: [Told], because cause: any Error) {
    counts.add(.failedTransactions)
    logger.error(
      "transaction failed", metadata: ["changes": "\(batch.count)", "cause": "\(cause)"])
    let ends = connected
    ends.fanOut.together { for told in batch { told.asker(told.outcome) } }
    ends.supervisor.passivate(batch.map(\.change))
  }
}

// MARK: - From the bus

extension Relay {
  /// Takes an event that is next on its topic: its actor absorbs it, then
  /// whoever listens is offered it.
  ///
  /// Likes come out of their actor, coalesced.
  func hand(_ event: Event, to loops: LoopSet) {
    let ends = connected
    ends.people.note(event)
    guard case .likes = event.body else {
      ends.supervisor.absorb(event, wakes: false)
      return ends.fanOut.offer(event, to: loops)
    }
    ends.supervisor.absorb(event, wakes: !loops.isEmpty)
  }
}

extension People {
  /// Learns how far somebody has read who is connected.
  fileprivate func note(_ event: Event) {
    switch (event.topic, event.body) {
    case (_, .message(let message)):
      let mark = ReadMark(seq: message.seq, number: message.number)
      person(of: message.author.id)?.learn(mark, in: message.conversation)
    case (.user(let user), .unread(let conversation, _, let mark)):
      person(of: user)?.learn(mark, in: conversation)
    case (.conversation(let id), .member(let member, .left)),
      (.conversation(let id), .member(let member, .removed)):
      person(of: member.user.id)?.forget(id)
    case (.conversation(let id), .parted(let user)): person(of: user)?.forget(id)
    default: break
    }
  }
}

// MARK: - From the actors

extension Relay {
  /// Goes by no tap: the loops that do not listen drop it.
  func announce(_ event: Event) {
    connected.fanOut.offerAll(event)
  }

  func publish(_ event: Event) {
    let ends = connected
    if case .presence(let user, let presence) = event.body {
      // Before it is told: who starts to listen now is told one or the other.
      ends.board.note(presence, of: user, at: ends.clock.now())
    }
    ends.bus.publish(event)
  }

  func close(_ sockets: [SocketID], _ code: CloseCode) {
    for socket in sockets.compactMap(connected.people.socket) {
      socket.shard.post(.work { socket.end(code, reason: "") })
    }
  }

  func remind(_ topic: Topic, after delay: Duration) {
    let ends = connected
    ends.supervisor.keepAwake(topic)
    ends.clock.after(delay) {
      ends.supervisor.remind(topic)
      ends.supervisor.letRest(topic)
    }
  }
}
