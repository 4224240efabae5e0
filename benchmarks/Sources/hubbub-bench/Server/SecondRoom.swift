import FoundationEssentials

/// What `POST /api/conversations` answers, as far as it is used here.
private struct ConversationBody: Decodable {
  struct Conversation: Decodable { let id: String }

  let conversation: Conversation
}

extension ServerUnderTest {
  /// Makes a room that only the publisher and `member` are in.
  ///
  /// - Returns: its id.
  func makeRoom(with member: Login) throws -> String {
    let made = try ask(
      "POST", "/api/conversations", body: "{\"kind\":\"room\",\"title\":\"For two\"}")
    guard made.status == 201 else {
      throw Problem("a room was answered with status \(made.status)")
    }
    let id = try Self.conversation(made.body)
    let joined = try HTTPQuestion(
      method: "PUT", path: "/api/conversations/\(id)/members/\(member.username)",
      token: member.token, body: "{}"
    ).ask(host: host, port: port)
    guard (200..<300).contains(joined.status) else {
      throw Problem("a member was answered with status \(joined.status)")
    }
    return id
  }

  private static func conversation(_ json: Data) throws -> String {
    do { return try JSONDecoder().decode(ConversationBody.self, from: json).conversation.id } catch
    {
      throw Problem("a conversation cannot be read: \(error)")
    }
  }
}
