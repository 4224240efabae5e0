/// How full a disk is, in bytes.
public struct DiskSpace: Encodable, Equatable, Sendable {
  /// What whoever is not root may still write.
  public let freeBytes: Int64
  public let totalBytes: Int64

  /// That of the disk where a folder is; nil where the system does not say.
  public init?(of folder: String) {
    guard let space = try? Files.space(of: folder) else { return nil }
    (freeBytes, totalBytes) = space
  }
}
