/// What one worker is to do.
struct Assignment: Codable, Sendable {
  /// Which of the workers it is; 0 leads: it holds the publisher.
  var worker: Int
  var workers: Int
  var host: String
  var port: Int
  /// The files of `hubbub seed`.
  var tokensFile: String
  var roomsFile: String
  /// Which of the logins are its visitors.
  var first: Int
  var count: Int
  var boardFile: String
  var part: Part

  var isLeader: Bool { worker == 0 }
}
