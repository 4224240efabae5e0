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
}
