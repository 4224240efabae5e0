import HubbubDomain
import NIOCore
import Synchronization

/// Files on their way in: a folder for each run of the program, so that what an
/// earlier run left behind is known by its place.
struct Incoming: Sendable {
  private let path: String
  private let run = MediaID.make().description

  /// - Parameter path: the folder of all runs.
  init(path: String) { self.path = path }

  /// This run's folder.
  var folder: String { "\(path)/\(run)" }

  /// Makes this run's folder where there is none.
  ///
  /// It blocks, as what is below does.
  func prepare() throws { try Files.makeFolder(folder) }

  /// Removes what earlier runs left.
  func removeLeftovers() throws {
    for name in try Files.names(in: path) where name != run {
      try Files.removeFolder("\(path)/\(name)")
    }
  }
}

/// One picture on its way in: the file that was sent, and those made of it.
struct Upload: Sendable {
  private let folder: String
  let name = MediaID.make().description

  init(in incoming: Incoming) { folder = incoming.folder }

  var path: String { "\(folder)/\(name)" }

  /// The name of what is left of the picture when all but its pixels is gone.
  var bare: String { "\(name).png" }

  /// The name of the picture of each size.
  var made: [Int: String] {
    Dictionary(uniqueKeysWithValues: PictureFolder.sizes.map { ($0, "\(name)-\($0).webp") })
  }

  /// The path of the picture of each size.
  var files: [Int: String] { made.mapValues { "\(folder)/\($0)" } }

  /// Removes all that is left of it.
  ///
  /// It blocks.
  func remove() throws {
    for name in [name, bare] + made.values { try Files.remove("\(folder)/\(name)") }
  }
}
