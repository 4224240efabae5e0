import HubbubDomain
import HubbubMedia
import HubbubStore

/// Looks into a data folder, tells what is wrong there, and removes what belongs to nobody
/// where it is asked to.
///
/// Where the rows cannot be trusted, nothing is removed: they may have lost what names a file.
struct Doctor {
  private let look: StoreLook
  private let isRepairing: Bool
  private var inspection: MediaInspection
  private var report: DoctorReport

  /// - Throws: ``CannotOpen``; ``Failure`` where something is to be removed beside a server.
  init(folder: String, isRepairing: Bool, isHashing: Bool, report: DoctorReport) throws {
    let look = try StoreLook.open(folder: folder)
    guard look.isAlone || !isRepairing else {
      try look.close()
      throw Failure.besideServer(folder)
    }
    (self.look, self.isRepairing, self.report) = (look, isRepairing, report)
    inspection = MediaInspection(
      path: folder + "/media", rows: .init(of: look), isAlone: look.isAlone,
      isHashing: isHashing)
  }

  /// Looks at everything.
  ///
  /// - Returns: whether no fault is left.
  /// - Throws: what could not be read.
  mutating func examine() async throws -> Bool {
    let result: Result<Bool, any Error>
    do { result = .success(try await examineAll()) } catch { result = .failure(error) }
    try look.close()
    return try result.get()
  }

  private mutating func examineAll() async throws -> Bool {
    let isDamaged = try examineDatabase()
    if !isDamaged { try await examineMedia() }
    return report.finish(inspection.count, isDamaged: isDamaged, isRepairing: isRepairing)
  }

  /// - Returns: whether the file itself is damaged, so that its rows say nothing.
  private mutating func examineDatabase() throws -> Bool {
    let damage = try look.integrityFaults()
    for words in damage { report.tell(.database("hubbub.db is damaged: \(words)")) }
    guard damage.isEmpty else { return true }
    for (table, parent, count) in try look.danglingRows() {
      report.tell(
        .database(
          "hubbub.db: \(count) \(count == 1 ? "row" : "rows") of \(table) whose \(parent) is not there"
        ))
    }
    return false
  }

  private mutating func examineMedia() async throws {
    let (mayRemove, folder) = (isRepairing && !report.hasFaults, inspection)
    guard !look.isAlone else {
      return try inspection.look { fault in
        let isRemoved = mayRemove && fault.isRemovable
        if isRemoved { try folder.remove(fault) }
        report.tell(.media(fault, isRemoved: isRemoved))
      }
    }
    let first = try firstLook()
    guard !first.isEmpty else { return }
    report.tellPause()
    try await Task.sleep(for: Limits.secondLook)
    try inspection.look { if first.contains($0) { report.tell(.media($0, isRemoved: false)) } }
  }

  /// What looks wrong beside a running server, and may be on its way.
  private mutating func firstLook() throws -> Set<MediaFault> {
    var found: Set<MediaFault> = []
    try inspection.look { fault in
      if found.count < Limits.faultsLookedAtAgain { found.insert(fault) }
    }
    return found
  }
}

extension MediaInspection.Rows {
  /// Those of a store that is looked at.
  fileprivate init(of look: StoreLook) {
    self.init(
      files: { try look.files(after: $0, limit: $1) }, file: { try look.file($0) },
      pictures: { try look.pictures(after: $0, limit: $1) },
      named: { try look.namedPictures(of: $0) })
  }
}

extension Failure {
  fileprivate static func besideServer(_ folder: String) -> Failure {
    Failure(
      code: "data_folder_in_use",
      sentence: "A server runs on the data folder \(folder), and nothing is removed beside it."
        + " It sweeps by itself when it starts; or stop it first.")
  }
}
