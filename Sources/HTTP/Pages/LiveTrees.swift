import Synchronization

/// Pages from a folder that somebody works on: read anew for each request, made
/// anew where anything has changed.
///
/// - Isolation: the lock around what was made last.
final class LiveTrees: Sendable {
  private let files: WebFiles
  private let last = Mutex<(files: [WebFile], trees: WebTrees)?>(nil)

  init(_ files: WebFiles) { self.files = files }

  /// The pages as they are now.
  ///
  /// - Throws: ``CannotReadPages``.
  func now() throws(CannotReadPages) -> WebTrees {
    let found = try files.load()
    if let known = last.withLock({ $0?.files == found ? $0?.trees : nil }) { return known }
    let trees = try WebTrees(found, compresses: false)
    last.withLock { $0 = (found, trees) }
    return trees
  }
}
