import HubbubDomain

extension Refusal {
  static let usernameTaken = Refusal(
    .usernameTaken, "Somebody else has this username.", field: "username")
  static let invalidCredentials = Refusal(
    .invalidCredentials, "The username or the password is wrong.")
  static let accountClosed = Refusal(.forbidden, "This account is closed.")
}
