import HubbubDomain

extension Refusal {
  static let usernameTaken = Refusal(
    .usernameTaken, "Somebody else has this username.", field: "username")
  static let invalidCredentials = Refusal(
    .invalidCredentials, "The username or the password is wrong.")
  static let wrongPassword = Refusal(
    .invalidCredentials, "This is not your password.", field: "current")
  static let samePassword = Refusal(
    .invalid, "This is the password you have. Choose another.", field: "new")

  /// The same, of another field.
  func about(_ field: String) -> Refusal {
    Refusal(code, reason, field: field, retryAfter: retryAfter)
  }
}
