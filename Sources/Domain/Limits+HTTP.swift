/// Numbers of the HTTP interface.
extension Limits {
  /// Bytes of a JSON body (contract §3 has the same for a frame).
  public static let bodyBytes = 64 * 1024
  /// Posts of a bootstrap: what the first screens of a page show.
  public static let bootstrapPosts = 20
  /// Characters of what one searches for: longer than any title.
  public static let queryCharacters = 0...100
  /// Characters of a comment (contract §2).
  public static let commentCharacters = 1...1_000

  /// How long a reader may take nothing of an answer: a phone under a bridge comes back
  /// within seconds, and a film that was paused is asked for again.
  public static let readerPatience = Duration.seconds(60)
  /// Bytes of a body that are read for nobody when the answer to it is there: who sends
  /// hears why once they are done, and the connection is of use again.
  public static let unwantedBody = refusedBytesRead
}
