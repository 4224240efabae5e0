/// Numbers of people: profiles, friends, presence.
extension Limits {
  /// Side of a profile picture in lists, in pixels: 40 on the page, at three pixels each.
  public static let listPicturePixels = 128
  /// Side of a profile picture on its own page, in pixels.
  public static let profilePicturePixels = 512
}
