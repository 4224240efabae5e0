/// Why somebody may not do something in a conversation.
extension Refusal {
  public static let noReplyTarget = Refusal(
    .notFound, "There is no such message to answer here.", field: "replyTo")
  public static let apart = Refusal(.blocked, "The two of you cannot write to each other.")
  public static let friendsOnly = Refusal(
    .forbidden, "This person takes messages from friends only.")
  public static let hasLeft = Refusal(.forbidden, "This person has left.")
  public static let notToOneself = Refusal(
    .invalid, "A conversation of two has two people.", field: "with")
  public static let alwaysTwo = Refusal(
    .forbidden, "A conversation of two stays one of these two.")
  public static let joinsAlone = Refusal(
    .forbidden, "Everybody joins a room by themselves.")
  public static let forOwnersAndAdmins = Refusal(
    .forbidden, "Only the owner and admins of a conversation can do this.")
  public static let forOwners = Refusal(
    .forbidden, "Only the owner of a conversation can do this.")
  public static let ownerStays = Refusal(
    .forbidden, "Make somebody else the owner; then you are an admin.")
  public static let forAuthors = Refusal(
    .forbidden, "Only its author can change a message.")
  public static let tooLateToEdit = Refusal(
    .forbidden, "A message can be changed for 15 minutes.")
  public static let conversationIsFull = Refusal(
    .tooLarge, "There is no place left in this conversation.", field: "members")
  public static let tooManyConversations = Refusal(
    .forbidden, "You are in as many conversations as one can be.")

  public static let theirTooManyConversations = Refusal(
    .forbidden, "This person is in as many conversations as one can be.")

  /// The same about a field, unless it names one.
  public func about(_ field: String) -> Refusal {
    Refusal(code, reason, field: self.field ?? field, retryAfter: retryAfter)
  }

  /// The same about one of several people.
  public func about(_ field: String, _ username: String) -> Refusal {
    Refusal(code, "\(username): \(reason)", field: field, retryAfter: retryAfter)
  }
}
