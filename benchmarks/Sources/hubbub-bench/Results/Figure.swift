/// Everything that a result can say, by the name it has in JSON.
enum Figure: String, CaseIterable, Codable, CodingKey {
  case sockets, seconds
  case deliveries, deliveriesPerSecond, deliveriesPerServerCPUSecond
  case latencyP50, latencyP90, latencyP99, latencyP999, latencyMax
  case answerP50, answerP99, answerMax
  case connects, connectsPerSecond, connectsPerServerCPUSecond
  case bytesPerSocket, writesPerDelivery
  case serverCPU, workersCPU, busiestWorkerCPU, othersCPU
  case caughtUpAfterStart, caughtUpAfterKill, awayP50, awayP99
  case foundNobody, refusedOnce, refusedAgain, opened
  case likes, likesPerSecond, likesFramesPerSocketSecond, likesFramesInBusiestSecond
  case messages, posts, pages, pageP50, pageP99, comings
  case latenessMilliseconds
  case cost100, cost300, cost1000, cost3000, cost10000, cost15000
  case linePerMessage, linePerDelivery, lineDeviation
  case oneLoop, twoLoops, twoLoopsRatio
  case statsOn, statsOff, statsCost, statsCostLowest, statsCostHighest
  case p99Ratio, p99RatioLowest, p99RatioHighest, sleeperMemory, sleeperMemoryHighest
  case missed, closedSlow, closeCodesRead
  case lost, doubled, reordered, strays, resets, badFrames, refusedCommands
  case wrongCounts, versionsBack, tooManyLikesFrames, failedPages
  case missedWrong, sleepersWrong, endings

  enum Better { case higher, lower, neither }

  /// How it is called in a table, and its unit.
  var label: String {
    switch self {
    case .sockets: "sockets"
    case .seconds: "seconds measured"
    case .deliveries: "deliveries"
    case .deliveriesPerSecond: "deliveries/s"
    case .deliveriesPerServerCPUSecond: "deliveries per server-CPU-second"
    case .latencyP50: "delivered within, p50 (ms)"
    case .latencyP90: "delivered within, p90 (ms)"
    case .latencyP99: "delivered within, p99 (ms)"
    case .latencyP999: "delivered within, p99.9 (ms)"
    case .latencyMax: "delivered within, max (ms)"
    case .answerP50: "answered within, p50 (ms)"
    case .answerP99: "answered within, p99 (ms)"
    case .answerMax: "answered within, max (ms)"
    case .connects: "connects"
    case .connectsPerSecond: "connects/s"
    case .connectsPerServerCPUSecond: "connects per server-CPU-second"
    case .bytesPerSocket: "server memory per socket (bytes)"
    case .writesPerDelivery: "system calls per delivery"
    case .serverCPU: "server's CPU (cores)"
    case .workersCPU: "workers' CPU (cores)"
    case .busiestWorkerCPU: "busiest worker's CPU (cores)"
    case .othersCPU: "others' CPU (cores)"
    case .caughtUpAfterStart: "all caught up after the start (s)"
    case .caughtUpAfterKill: "all caught up after the kill (s)"
    case .awayP50: "from lost to caught up, p50 (ms)"
    case .awayP99: "from lost to caught up, p99 (ms)"
    case .foundNobody: "tries that found nobody"
    case .refusedOnce: "sockets refused once or more"
    case .refusedAgain: "sockets refused twice or more"
    case .opened: "sockets opened again"
    case .likes: "likes and unlikes"
    case .likesPerSecond: "likes and unlikes/s"
    case .likesFramesPerSocketSecond: "likes frames per socket and second"
    case .likesFramesInBusiestSecond: "likes frames in a socket's busiest second"
    case .messages: "messages"
    case .posts: "posts"
    case .pages: "pages read over HTTP"
    case .pageP50: "page read within, p50 (ms)"
    case .pageP99: "page read within, p99 (ms)"
    case .comings: "comings back"
    case .latenessMilliseconds: "latest publish behind its time (ms)"
    case .cost100: "CPU per delivery, 100 sockets (µs)"
    case .cost300: "CPU per delivery, 300 sockets (µs)"
    case .cost1000: "CPU per delivery, 1,000 sockets (µs)"
    case .cost3000: "CPU per delivery, 3,000 sockets (µs)"
    case .cost10000: "CPU per delivery, 10,000 sockets (µs)"
    case .cost15000: "CPU per delivery, 15,000 sockets (µs)"
    case .linePerMessage: "line: CPU per message (µs)"
    case .linePerDelivery: "line: CPU per delivery more (µs)"
    case .lineDeviation: "line: largest deviation (%)"
    case .oneLoop: "deliveries per server-CPU-second, one loop"
    case .twoLoops: "deliveries per server-CPU-second, two loops"
    case .twoLoopsRatio: "two loops ÷ one"
    case .statsOn: "CPU per delivery, stats on (µs)"
    case .statsOff: "CPU per delivery, stats off (µs)"
    case .statsCost: "what stats cost, median of pairs (%)"
    case .statsCostLowest: "what stats cost, lowest pair (%)"
    case .statsCostHighest: "what stats cost, highest pair (%)"
    case .p99Ratio: "p99 with the sleeper ÷ without, median of pairs"
    case .p99RatioLowest: "p99 with the sleeper ÷ without, lowest pair"
    case .p99RatioHighest: "p99 with the sleeper ÷ without, highest pair"
    case .sleeperMemory: "server memory for the sleeper, median of pairs (bytes)"
    case .sleeperMemoryHighest: "server memory for the sleeper, highest pair (bytes)"
    case .missed: "numbers missed, and told on return"
    case .closedSlow: "sleepers closed with 4008"
    case .closeCodesRead: "sleepers that read the 4008"
    case .lost: "lost"
    case .doubled: "doubled"
    case .reordered: "reordered"
    case .strays: "numbers on unknown topics"
    case .resets: "topics reset"
    case .badFrames: "frames that cannot be read"
    case .refusedCommands: "commands refused"
    case .wrongCounts: "sockets with a wrong count at the end"
    case .versionsBack: "versions that went back"
    case .tooManyLikesFrames: "sockets told likes too often"
    case .failedPages: "requests that failed"
    case .missedWrong: "numbers missed and not told once, in order"
    case .sleepersWrong: "windows whose sleeper was not closed, or not back"
    case .endings: "sockets that ended unasked"
    }
  }

  /// Whether anything but 0 is a fault of the server.
  var isFault: Bool {
    switch self {
    case .lost, .doubled, .reordered, .strays, .resets, .badFrames, .refusedCommands,
      .wrongCounts, .versionsBack, .tooManyLikesFrames, .failedPages,
      .missedWrong, .sleepersWrong, .endings:
      true
    default: false
    }
  }

  /// Which way is well.
  var better: Better {
    switch self {
    case .deliveriesPerSecond, .deliveriesPerServerCPUSecond, .connectsPerSecond,
      .connectsPerServerCPUSecond, .likesPerSecond, .oneLoop, .twoLoops, .twoLoopsRatio:
      .higher
    case .latencyP50, .latencyP90, .latencyP99, .latencyP999, .latencyMax, .answerP50,
      .answerP99, .answerMax, .bytesPerSocket, .writesPerDelivery, .caughtUpAfterStart,
      .caughtUpAfterKill, .awayP50, .awayP99, .refusedOnce, .refusedAgain, .pageP50, .pageP99,
      .cost100, .cost300, .cost1000, .cost3000, .cost10000, .cost15000, .statsOn, .statsOff,
      .p99Ratio, .sleeperMemory:
      .lower
    default: isFault ? .lower : .neither
    }
  }
}
