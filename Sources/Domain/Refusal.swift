/// A "no" that the client can act on.
public struct Refusal: Error, Equatable, Sendable {
  /// What sort of "no": stable, tested, on the wire as it is spelled here.
  public enum Code: String, Sendable, CaseIterable {
    case badRequest = "bad_request"
    case notFound = "not_found"
    case notMember = "not_member"
    case forbidden, blocked
    case rateLimited = "rate_limited"
    case tooLarge = "too_large"
    case keyReused = "key_reused"
    case busy, unavailable
    // HTTP alone
    case invalid
    case unauthorized
    case usernameTaken = "username_taken"
    case invalidCredentials = "invalid_credentials"
    case codeRequired = "code_required"
    case invalidCode = "invalid_code"
    case factorOn = "factor_on"
    case badOrigin = "bad_origin"
    case methodNotAllowed = "method_not_allowed"
    // Media
    case quotaExceeded = "quota_exceeded"
    case unsupportedType = "unsupported_type"
    case corruptMedia = "corrupt_media"
  }

  public let code: Code
  /// A sentence for people.
  public let reason: String
  /// The field that is at fault, where there is one.
  public let field: String?
  /// When to try again, at the earliest.
  public let retryAfter: Duration?

  public init(_ code: Code, _ reason: String, field: String? = nil, retryAfter: Duration? = nil) {
    self.code = code
    self.reason = reason
    self.field = field
    self.retryAfter = retryAfter
  }
}

extension Refusal {
  public static let unavailable = Refusal(
    .unavailable, "This cannot be done right now. Nothing was changed.",
    retryAfter: Limits.unavailableRetryAfter)
  public static let busy = Refusal(
    .busy, "Too much is waiting. Nothing was done; try again.", retryAfter: Limits.busyRetryAfter)
  public static let noSuchUser = Refusal(.notFound, "There is no such user.")
  public static let oneself = Refusal(
    .invalid, "Nobody is their own friend, or blocks themselves.", field: "username")
  public static let blockedByYou = Refusal(.blocked, "You block this person.")
  public static let noSuchPost = Refusal(.notFound, "There is no such post.")
  public static let noSuchComment = Refusal(.notFound, "There is no such comment.")
  public static let noSuchConversation = Refusal(.notFound, "There is no such conversation.")
  public static let noSuchMessage = Refusal(.notFound, "There is no such message.")
  public static let notMember = Refusal(.notMember, "Only members can do this.")
  public static let passwordChangedMeanwhile = Refusal(
    .invalidCredentials, "The password was changed meanwhile, or this login has ended.",
    field: "current")
  public static let accountClosed = Refusal(.forbidden, "This account is closed.")
  public static let lastAdmin = Refusal(
    .forbidden, "You are the only admin here. Make somebody else one before you leave.")
  public static let keyReused = Refusal(
    .keyReused, "This key was used for something else.", field: "key")
}
