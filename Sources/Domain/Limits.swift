/// Every number, with its unit and its reason.
public enum Limits {
  // MARK: - What people write (contract §2, `GET /api/config`)

  public static let usernameCharacters = 2...30
  public static let passwordCharacters = 8...256
  public static let displayNameCharacters = 1...50
  public static let titleCharacters = 1...80
  public static let messageCharacters = 1...4_000
  /// Empty only with media.
  public static let postCharacters = 0...2_000
  public static let keyCharacters = 1...64
  public static let listItems = 1...100
  public static let listItemsByDefault = 50
  /// Members shown with a conversation; a page asks for more (contract §2).
  public static let listedMembers = 50

  // MARK: - Sockets

  /// Bytes of one text message from a client (contract §3).
  public static let messageBytes = 64 * 1024
  /// Bytes of a `start`, which carries `since` (contract §3).
  public static let startBytes = 256 * 1024
  /// Bytes of one frame from the server (contract §3).
  public static let frameBytes = 1024 * 1024
  /// Bytes waiting for one socket above which latest-wins collapses and
  /// lossy drops: what a phone on a slow line takes in about two seconds.
  public static let outboxSoftBytes = 256 * 1024
  /// Bytes waiting for one socket above which it is closed with 4008: four
  /// soft bounds, so that one burst does not end a socket that still reads.
  public static let outboxHardBytes = 1024 * 1024
  /// `post:` topics of one socket (contract §3).
  public static let subscriptions = 100
  /// A topic further behind than this is read again over HTTP (contract §3).
  public static let catchUpEvents: Int64 = 1_000
  /// Events of one catch-up page: about 40 KiB of messages, one eighth of the soft bound.
  public static let catchUpPage = 100
  /// Time for a `start` after hello (contract §3).
  public static let startTimeout = Duration.seconds(10)
  /// Between two pings; below the 60 s after which many proxies cut an idle connection.
  public static let heartbeat = Duration.seconds(25)
  /// Time for the peer's close frame after ours: one bad round trip on a phone.
  public static let closeTimeout = Duration.seconds(5)
  /// Time for the first request's head, against peers that open and say nothing (design §4).
  public static let headTimeout = Duration.seconds(10)
  /// Bytes of the first request's head.
  public static let headBytes = 16 * 1024
  /// Files kept free for everything but sockets (design §4).
  public static let reservedFiles = 1_000
  /// Commands of one socket that may wait for an answer; a client that has
  /// more in flight is told `busy`.
  public static let commandsInFlight = 256
  /// Commands that a person may ask at once, over all sockets: as many as may
  /// be in flight, so that a page which comes back can send the 200 it kept.
  public static let commandBurst = commandsInFlight
  /// Commands per second that a person may go on asking: ten times a fast typist's messages.
  public static let commandsPerSecond = 20
  /// Between two looks of a loop at who is silent: late by at most this.
  public static let socketBeat = Duration.seconds(1)
  /// A look that comes later than this was held up by a machine that slept, not by work.
  public static let sleepNoticed = Duration.seconds(5)
  /// Silent intervals after which a socket is closed with 4009 (contract §3).
  public static let silentHeartbeats = 2
  /// Until the first of the sockets that are sent away may come back: about a restart.
  public static let returnAfter = Duration.milliseconds(500)
  /// Within this time the sockets that are sent away may come back, each at a time of its own.
  public static let returnSpread = Duration.seconds(5)
  /// Tries of a start: another each time that a topic of the person's moved on while it was read.
  public static let startTries = 8

  /// Bytes handed to the kernel at once: what it does not take waits beside the outbox.
  public static let writeBytes = 256 * 1024

  /// A turn of a loop that took this long was a busy one: some 200 sends.
  public static let longTurn = Duration.milliseconds(1)
  /// How long a busy loop lets more gather before its next turn, and never
  /// longer than the turn took: 10 ms instead of 5 put 7.8 frames into a send
  /// instead of 6.0, with eight in flight to 1,000, and took 60 % of a core
  /// instead of 82 for as many deliveries.
  public static let gatherTime = Duration.milliseconds(10)

  /// How long a loop gives answers of the store before it does something else for as
  /// long: one start with 200 friends takes about that.
  public static let answersTime = Duration.microseconds(500)

  /// Starts that a loop carries out at once: it finds what fits into ``startRound``,
  /// one with 200 friends, some dozens of people who hear few topics.
  public static let startsAtOnce = 1...256
  /// How long one round of starts should take: felt by nobody who writes meanwhile.
  public static let startRound = Duration.microseconds(500)
  /// Starts rest so many times as long as they took: a fourth of a loop is theirs.
  public static let startRest = 3
  /// The longest that starts rest: after a round that a busy disk held up, no longer.
  public static let longestStartRest = Duration.milliseconds(50)

  /// How long a presence may wait for something else to go out to the same socket:
  /// nobody sees a dot change a tenth of a second late.
  public static let presenceGather = Duration.milliseconds(100)

  // MARK: - Actors

  /// Letters waiting for one actor: at 1 µs each, a millisecond's work.
  public static let mailboxLetters = 1_000
  /// Events that wait in an idle mailbox until the next letter: one task for
  /// sixteen of them instead of one each, and some 10 KB a room.
  public static let waitingEvents = 16
  /// Tasks that go from actor to actor: two busy cores have one each, and a
  /// round on one that was set aside holds nobody else up.
  public static let rounds = 3
  /// The same for the actors of people, who are many at once when a wave comes online.
  public static let userRounds = 1
  /// Failures within ``parkWindow`` after which an actor is parked.
  public static let failuresBeforePark = 5
  public static let parkWindow = Duration.seconds(60)
  public static let parkTime = Duration.seconds(60)
  /// An actor nobody asked for this long is let go.
  public static let actorIdle = Duration.seconds(300)
  /// Between two announcements of one post's likes: ten in any second
  /// (contract §3), with a tenth to spare for timers that are early.
  public static let likesTick = Duration.milliseconds(110)
  /// Above this many members nobody is told who types: in a crowd it is noise.
  public static let typingMembers = 50
  /// Sessions that ended and whose late sockets are still turned away, per person.
  public static let endedSessions = 64
  /// Between two looks at which actors are idle.
  public static let passivationBeat = Duration.seconds(30)

  // MARK: - Topics

  /// Events of one topic kept that came before an earlier one: a second of a
  /// busy room.
  ///
  /// What is above is read from the store.
  public static let earlyEvents = 1_000
  /// Until a hole is read again after the store failed.
  public static let repairRetry = Duration.milliseconds(500)

  // MARK: - Writer

  /// Changes of one transaction: where throughput stops growing (design §3).
  public static let batchChanges = 1_000
  /// Bytes of text of one transaction, as JSON, so that a batch of long posts stays short.
  public static let batchBytes = 1024 * 1024
  /// Changes of a transaction from which on many are writing at once: then
  /// the next lets more gather.
  public static let crowdedBatch = 4
  /// How long it does: less than a sync of a slow disk, and a tenth of what a
  /// person sees as at once.
  public static let writerGather = Duration.milliseconds(1)
  /// Changes that wait for the writer; a full queue answers `busy`.
  ///
  /// Ten batches: about a quarter of a second of work.
  public static let writerChanges = 10_000

  // MARK: - When to try again

  public static let busyRetryAfter = Duration.milliseconds(500)
  public static let unavailableRetryAfter = Duration.seconds(2)
}
