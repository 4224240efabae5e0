/// What a scenario has its workers do.
enum Part: Codable, Sendable {
  case publish(Publishing)
  case idle(seconds: Double)
  case churn(seconds: Double, opening: Int)
  case comeBack(messagesPerSecond: Double, textBytes: Int)
  case storm(seconds: Double, likesPerSecond: Double, post: String)
  case day(Day)
  case sleep(Sleeping)

  /// Whether visitors are there before the measurement begins.
  var opensFirst: Bool {
    if case .churn = self { return false }
    return true
  }
}

/// How messages are published.
struct Publishing: Codable, Sendable, Equatable {
  /// When the next message may go out.
  enum Pace: Codable, Sendable, Equatable {
    /// Closed loop: so many messages in flight.
    case window(Int)
    /// Open loop: so many a second, whatever comes of them.
    case rate(Double)
  }

  var pace: Pace
  var seconds: Double
  var textBytes: Int
}

/// Windows in some of which one visitor does not read; see ``SlowReader``.
struct Sleeping: Codable, Sendable, Equatable {
  var seconds: Double
  /// Messages of each window to everybody, and the bytes of each.
  var messages: Int
  var textBytes: Int
  /// Rooms that only publisher and sleeper are in: the first has its texts in
  /// each window, the others are for a sleeper that is still not closed.
  var floodRooms: [String]
  /// Texts of a window into one of them, and the bytes of each.
  var floodTexts: Int
  var floodBytes: Int
  /// Of each window in turn, whether the sleeper sleeps.
  var windows: [Bool]

  func sleeps(inWindow window: Int) -> Bool {
    windows.indices.contains(window) && windows[window]
  }
}

/// What a community does in a second; see ``MixedDay``.
struct Day: Codable, Sendable, Equatable {
  var seconds: Double
  var messagesPerSecond: Double
  var typingPerSecond: Double
  var likesPerSecond: Double
  var readMarksPerSecond: Double
  var postsPerSecond: Double
  var pagesPerSecond: Double
  var leavesPerSecond: Double
  /// How long one who has left stays away.
  var awaySeconds: Double
  var textBytes: Int
}
