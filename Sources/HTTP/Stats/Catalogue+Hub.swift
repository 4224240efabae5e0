import HubbubHub
import HubbubStats
import HubbubStore

/// Who is awake, how the loops are, and what is written and read.
extension Catalogue {
  static let actors = [
    actor(
      "hubbub_actors_awake", "awake", .gauge, "Actors that are awake, by kind.", \.awake),
    actor(
      "hubbub_mailbox_letters", "mailbox", .gauge, "Items in the mailboxes of a kind.", \.mailbox),
    actor(
      "hubbub_mailbox_deepest_letters", "deepestMailbox", .gauge,
      "Items in the fullest mailbox of a kind.", \.deepestMailbox),
    actor("hubbub_actors_woken_total", "woken", .counter, "Actors that were woken.", \.woken),
    actor(
      "hubbub_actors_passivated_total", "passivated", .counter,
      "Actors that were let go because nobody needed them.", \.passivated),
    actor(
      "hubbub_actor_failures_total", "failures", .counter,
      "Actors that failed, and wake anew when they are asked.", \.failures),
    actor(
      "hubbub_actors_parked_total", "parked", .counter,
      "Actors that failed often and were left asleep for a while.", \.parked),
    hub("usersAwake", nil, .gauge, "User actors that are awake."),
    hub("postsAwake", nil, .gauge, "Post actors that are awake."),
    hub("conversationsAwake", nil, .gauge, "Conversation actors that are awake."),
    hub("lettersWaiting", nil, .gauge, "Items in all mailboxes."),
    hub("actorsWoken", nil, .counter, "Actors that were woken, of all kinds."),
    hub("actorsPassivated", nil, .counter, "Actors that were let go, of all kinds."),
    hub("actorFailures", nil, .counter, "Actors that failed, of all kinds."),
    hub("actorsParked", nil, .counter, "Actors that were parked, of all kinds."),
  ]

  static let loops = [
    loop("hubbub_loop_sockets", "sockets", .gauge, "Sockets of an event loop.") {
      .integer($0.sockets)
    },
    loop("hubbub_loop_turns_total", "turns", .counter, "Turns of an event loop.") {
      .integer($0.turns)
    },
    loop(
      "hubbub_loop_busy_seconds_total", "busySeconds", .counter,
      "CPU time of an event loop's thread."
    ) { .number($0.busy / .seconds(1)) },
    loop(
      "hubbub_loop_delay_seconds", "delay", .histogram(.seconds),
      "How late an event loop runs what was due."
    ) { .spread($0.delay) },
  ]

  static let writer = [
    one(
      "hubbub_writer_waiting", at: "writer.waiting", .gauge, "Changes that wait for the writer."
    ) { $0.hub.writer.waiting },
    one(
      "hubbub_transactions_total", at: "writer.transactions", .counter,
      "Transactions that were written."
    ) { $0.hub.writer.transactions },
    one("hubbub_changes_total", at: "writer.changes", .counter, "Changes that were written.") {
      $0.hub.writer.changes
    },
    one(
      "hubbub_failed_transactions_total", at: "writer.failed", .counter,
      "Transactions that failed as a whole."
    ) { $0.hub.writer.failedTransactions },
    each(
      "hubbub_batch_changes", at: "writer.batch", .histogram(.number),
      "Changes that one transaction carries."
    ) { [Sample(.spread($0.hub.batches))] },
    each(
      "hubbub_commit_seconds", at: "writer.commit", .histogram(.seconds),
      "How long a transaction takes, until it is on disk."
    ) { [Sample(.spread($0.hub.commits))] },
    hub("changesWaiting", nil, .gauge, "Changes that wait for the writer."),
    hub("changesWritten", nil, .counter, "Changes that were written."),
    hub("transactions", nil, .counter, "Transactions that were written."),
    hub("largestTransaction", nil, .gauge, "The most changes that one transaction carried."),
    hub("failedTransactions", nil, .counter, "Transactions that failed as a whole."),
  ]

  static let store = [
    each(
      "hubbub_store_read_seconds", at: "store.reads[name].time", .histogram(.seconds),
      "How long the store's reads take, by read.", by: "read"
    ) { reading in
      reading.hub.reads.map { Sample(.spread($1), by: .text($0.rawValue)) }
    }
  ]

  private static func actor(
    _ name: String, _ member: String, _ type: FigureType, _ help: String,
    _ number: any KeyPath<ActorReading, Int> & Sendable
  ) -> ServerFigure {
    each(name, at: "hub.actors{kind}.\(member)", type, help, by: "kind") { reading in
      ActorKind.allCases.map { kind in
        Sample(reading.hub.actors[kind]?[keyPath: number] ?? 0, by: .text("\(kind)"))
      }
    }
  }

  private static func loop(
    _ name: String, _ member: String, _ type: FigureType, _ help: String,
    _ value: @escaping @Sendable (LoopReading) -> FigureValue
  ) -> ServerFigure {
    each(name, at: "hub.loops[index].\(member)", type, help, by: "loop") { reading in
      reading.hub.loops.map { Sample(value($0), by: .number($0.index)) }
    }
  }
}
