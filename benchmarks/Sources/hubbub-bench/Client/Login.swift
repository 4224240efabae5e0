/// One line of what `hubbub seed --tokens` writes.
struct Login: Equatable {
  let username: String
  let userID: String
  let token: String

  /// - Parameter line: `username TAB user id TAB token`.
  /// - Throws: ``Problem`` for any other line.
  init(line: some StringProtocol) throws {
    let parts = line.split(separator: Character("\t"), omittingEmptySubsequences: false)
      .map { String($0) }
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
      throw Problem("a line of the tokens' file is not \"username TAB id TAB token\": \(line)")
    }
    (username, userID, token) = (parts[0], parts[1], parts[2])
  }

  /// Reads a whole file; the last login is the publisher's.
  static func all(in text: String) throws -> [Login] {
    try text.split(separator: "\n").map { try Login(line: $0) }
  }
}
