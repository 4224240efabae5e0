import Foundation
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubMedia

/// What a look into the folder of media finds; the program's tests plant the rest.
@Suite struct MediaInspectionTests {
  @Test func `rows and files that fit are counted, and nothing is told`() throws {
    let scene = try Scene()
    let file = try scene.keep(1, .mp3)
    try scene.choosePicture()
    #expect(try scene.faults() == [])
    #expect(scene.count.rows == 2 && scene.count.files == 3)
    #expect(scene.count.bytes == file.facts.bytes + 2)
  }

  @Test func `of more rows than a page holds each is looked at once`() throws {
    let scene = try Scene()
    for number in 0...Limits.lookedAtRows { try scene.keep(number, .mp3) }
    #expect(try scene.faults() == [])
    #expect(scene.count.rows == Limits.lookedAtRows + 1)
  }

  @Test func `a file of nobody is no fault, whether it is there or not`() throws {
    let scene = try Scene()
    let file = try scene.keep(1, .mp3, isHeld: false)
    #expect(try scene.faults() == [])
    try scene.folder.remove(file.hash)
    #expect(try scene.faults() == [])
  }

  @Test func `beside a server uploads that are under way are no fault`() throws {
    let scene = try Scene()
    let uploads = MediaPart.arriving.path(in: scene.place.path) + "/run/upload"
    try Files.makeFolder(uploads)
    #expect(try scene.faults(isAlone: false) == [])
    #expect(try scene.faults() == [.unfinished])
  }

  @Test func `a run's folder that is left empty is no fault`() throws {
    let scene = try Scene()
    try Files.makeFolder(MediaPart.incoming.path(in: scene.place.path) + "/run")
    #expect(try scene.faults() == [])
  }

  @Test func `where a place was written over, the bytes say nothing`() throws {
    let scene = try Scene()
    try scene.keep(1, .mp4, removed: ["GPS"])
    #expect(try scene.faults(isHashing: true) == [] && scene.count.hashed == 0)
    try scene.keep(2, .mp4)
    #expect(try scene.faults(isHashing: true) == [.otherBytes], "its hash is made up")
    #expect(scene.count.hashed == 1)
  }

  @Test func `a damaged row keeps its files, which are not judged`() throws {
    let scene = try Scene()
    try scene.keep(1, .mp3, isReadable: false)
    #expect(try scene.faults() == [.unreadable])
  }

  @Test func `what belongs to somebody is never removed`() async throws {
    let lost = MediaFault(.lost, "media/files", "")
    #expect(!lost.isRemovable)
    for kind in [MediaFault.Kind.otherSize, .otherBytes, .unreadable, .strange] {
      #expect(!MediaFault(kind, "media/files", "").isRemovable)
    }
  }
}

/// A folder of media with rows in memory.
private final class Scene {
  let place: TemporaryFolder
  let folder: MediaFolder
  private(set) var count = MediaInspection.Count()
  private var rows: [HeldFile] = []
  private var pictures: [ChosenPicture] = []

  init() throws {
    place = try TemporaryFolder()
    folder = MediaFolder(path: MediaPart.files.path(in: place.path))
  }

  /// Keeps a film or a sound of three bytes.
  @discardableResult
  func keep(
    _ number: Int, _ type: MediaType, removed: [String] = [], isHeld: Bool = true,
    isReadable: Bool = true
  ) throws -> MediaFile {
    let facts = MediaFile.Facts(type: type, bytes: 3, removed: removed)
    let bytes = [UInt8(number & 0xFF), UInt8(number >> 8)] + [UInt8](repeating: 0, count: 30)
    let file = MediaFile(hash: .init(bytes), facts: facts)
    let path = folder.path(of: MediaFolder.original, file.hash)
    try Files.makeFolder(folder.folder(of: file.hash))
    try [UInt8]([1, 2, 3]).withUnsafeBytes { try Files.append($0, to: path) }
    rows.append(
      HeldFile(
        hash: file.hash, facts: isReadable ? facts : nil,
        holder: isHeld ? .init(media: .make(), username: "ada") : nil, others: 0))
    rows.sort { $0.hash < $1.hash }
    return file
  }

  /// Chooses a profile picture, each form of which has one byte.
  func choosePicture() throws {
    let chosen = ChosenPicture(user: .make(), username: "ada", picture: .make())
    let avatars = PictureFolder(path: MediaPart.avatars.path(in: place.path))
    try Files.makeFolder(avatars.folder(of: chosen.user))
    for size in PictureFolder.sizes {
      let path = avatars.file(chosen.picture, of: chosen.user, size)
      try [UInt8]([1]).withUnsafeBytes { try Files.append($0, to: path) }
    }
    pictures.append(chosen)
  }

  func faults(isAlone: Bool = true, isHashing: Bool = false) throws -> [MediaFault.Kind] {
    var inspection = MediaInspection(
      path: place.path, rows: inspected, isAlone: isAlone, isHashing: isHashing)
    var found: [MediaFault.Kind] = []
    try inspection.look { found.append($0.kind) }
    count = inspection.count
    return found
  }

  private var inspected: MediaInspection.Rows {
    let (rows, pictures) = (rows, pictures)
    return .init(
      files: { after, limit in
        Array(rows.drop { row in after.map { !($0 < row.hash) } ?? false }.prefix(limit))
      },
      file: { hash in rows.first { $0.hash == hash } },
      pictures: { after, limit in after == nil ? Array(pictures.prefix(limit)) : [] },
      named: { user in Set(pictures.filter { $0.user == user }.map(\.picture)) })
  }
}
