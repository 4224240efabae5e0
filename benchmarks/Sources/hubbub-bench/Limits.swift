/// Every number that is not a scenario's own, with its unit and its reason.
enum Limits {
  // MARK: - Bounds of what one may ask for

  /// Sockets of one run: two servers' worth under a limit of 20,000 files.
  static let sockets = 1...40_000
  /// Rooms of one run, as many as `hubbub seed` makes.
  static let rooms = 1...100_000
  /// Seconds that one run may be measured: longer ones belong into a soak test.
  static let seconds = 0.1...600.0
  /// Seconds that a visitor may not read.
  ///
  /// Below the two silent heartbeats (25 s each) after which it would be closed
  /// for another reason, and so many that the flood is not refused as too fast.
  static let sleepSeconds = 2.0...40.0
  /// Messages in flight: the publisher may have 256 commands in flight (contract §3, hello).
  static let window = 1...250
  /// Things asked for per second, over all sockets.
  static let rate = 0.1...100_000.0
  /// Bytes of one text: the token, and at most what a message may hold (contract §2).
  static let textBytes = 40...4_000
  /// Runs of one result: medians need three, patience ends at nine.
  static let runs = 1...9

  // MARK: - Workers

  /// Sockets of one worker: below the 20,000 files a process may open, with
  /// room for a wave that opens new ones while old ones close.
  static let socketsOfOneWorker = 15_000
  /// Files of a worker that are no sockets of its visitors.
  static let otherFiles = 256
  /// Connections that are being opened at once, over all workers: the server's
  /// backlog is 4,096, and a login queue of this length keeps it busy.
  static let opening = 128
  /// Source addresses of each worker: 28,000 ports each would do for one, but
  /// a real crowd comes from many, and address limits should see that.
  static let sourceAddresses = 250

  // MARK: - Patience, in seconds

  /// To seed 40,000 users (10,000 take under 10 s, contract §1).
  static let seedSeconds = 60.0
  /// From `serve` to "listening on".
  static let serveSeconds = 30.0
  /// After SIGTERM; the server ends by itself after 9.5 s.
  static let endSeconds = 12.0
  /// Beyond a window, until a sleeper that is not closed is sent no more: with
  /// ``sleepSeconds`` still below the two heartbeats.
  static let floodSeconds = 5.0
  /// To open all sockets of a run.
  static let openSeconds = 120.0
  /// Without a delivery for so long, what is missing is lost: a disk that others
  /// use may take seconds for one sync.
  static let drainSeconds = 20.0
  /// Beyond the time that a scenario states, until a worker is given up.
  static let overtimeSeconds = 90.0
  /// For one answer over HTTP.
  static let answerSeconds = 10.0
  /// Between the last start of a socket and the measurement, so that the
  /// server's memory and the sockets' first events have settled.
  static let settleSeconds = 1.0

  // MARK: - Generator

  /// Nanoseconds between two looks for data.
  ///
  /// Waiting in `epoll_wait` would make each send of the server pay for waking
  /// the generator, which a remote client would not.
  static let napNanoseconds = 50_000
  /// Bytes of the one buffer that all sockets of a worker read into: a turn's
  /// worth of frames, small enough to stay in the cache.
  static let receiveBytes = 128 * 1024
  /// Bytes of one frame from the server (contract §3).
  static let frameBytes = 1024 * 1024
  /// `SO_RCVBUF` of a socket whose buffers are to be small: a phone's, not a server's.
  static let narrowReceiveBytes = 32 * 1024
  /// Its segments: what an Ethernet carries.
  static let narrowSegmentBytes = 1_460
  /// Microseconds that the histograms can tell: two minutes.
  static let latencyMicroseconds: UInt64 = 120_000_000
  /// Share of its core above which the generator may be what was measured.
  static let busyGenerator = 0.95
  /// Share of the machine, in cores, above which others disturb.
  static let busyOthers = 0.15

  // MARK: - Judging

  /// Change of a median below which nothing is said: clocks count in 10 ms.
  static let leastChange = 0.01
  /// Noise that is assumed of a figure with one run on either side.
  static let assumedNoise = 0.1
}
