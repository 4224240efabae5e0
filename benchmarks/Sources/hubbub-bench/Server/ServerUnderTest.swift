/// The server that is measured: one that we started, or one that was there.
protocol ServerUnderTest: AnyObject {
  var host: String { get }
  var port: Int { get }
  /// As `hubbub seed` writes them; the last login is the publisher's.
  var tokensFile: String { get }
  var roomsFile: String { get }
  /// What it takes now, or nil where we cannot know.
  func reading() throws -> ProcessReading?
  /// What it counted, or nil where we may not ask.
  func stats() throws -> ServerStats?
  /// Ends it if we started it.
  func end() throws
}

extension ServerUnderTest {
  /// Asks as the publisher.
  func ask(_ method: String, _ path: String, body: String? = nil) throws -> HTTPQuestion.Answer {
    guard let publisher = try logins().last else { throw Problem("there is no login") }
    return try HTTPQuestion(method: method, path: path, token: publisher.token, body: body)
      .ask(host: host, port: port)
  }

  func logins() throws -> [Login] { try Login.all(in: TextFile.read(tokensFile)) }
}
