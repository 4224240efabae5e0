/// What lies in the folder of media, by its name there.
public enum MediaPart: String, CaseIterable, Sendable {
  /// What people took in, and where it lies while it comes.
  case files, arriving
  /// Profile pictures, and where they lie while they come.
  case avatars, incoming
  /// Where exports are made, in files without names.
  case exports

  /// Its folder in that of all media.
  public func path(in folder: String) -> String { "\(folder)/\(rawValue)" }
}
