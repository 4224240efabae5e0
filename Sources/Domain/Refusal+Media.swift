extension Refusal {
  public static let noSuchMedia = Refusal(
    .notFound, "There is no such file of yours.", field: "media")
  public static let mediaIsShown = Refusal(
    .forbidden, "A post or message shows this; take it out there.", field: "media")
  public static let tooManyMedia = Refusal(
    .invalid, "Up to \(Limits.shownTogether) pictures go together, each once.", field: "media")
  public static let shownTooOften = Refusal(
    .forbidden, "This is shown in \(Limits.showers) places already.", field: "media")
  public static let mixedMedia = Refusal(
    .invalid, "Either pictures, or one film, or one sound.", field: "media")
  public static let quotaExceeded = Refusal(
    .quotaExceeded, "You have used all the space that is yours here. Delete something first.")
  public static let emptyPost = Refusal(.invalid, "A post says or shows something.", field: "text")

  /// The same as a socket is told it, which knows no `invalid`.
  public var overSocket: Refusal {
    code == .invalid ? Refusal(.badRequest, reason, field: field) : self
  }
}
