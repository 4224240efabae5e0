import HubbubDomain

extension Refusal {
  static let mediaTooHeavy = Refusal(
    .tooLarge, "This takes too long to make ready. Make it smaller and try again.")
  static let diskIsFull = Refusal(
    .unavailable, "This server has no space left. Nothing was kept.")
  /// What this needs is not installed, or broken; the log says what.
  static let noMediaHere = Refusal(
    .unavailable, "This server cannot take in pictures at the moment. Nothing was kept.")
}
