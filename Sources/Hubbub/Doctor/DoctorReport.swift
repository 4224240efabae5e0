import HubbubDomain
import HubbubMedia

/// What a look into a data folder tells: to people line by line, to programs as one object.
struct DoctorReport {
  /// One fault, as it is told.
  struct Fault {
    let kind: String
    let sentence: String
    var path: String?
    var holder: (media: String, username: String)?
    var isRemoved = false

    static func database(_ sentence: String) -> Fault {
      Fault(kind: "database", sentence: sentence, path: "hubbub.db")
    }

    static func media(_ fault: MediaFault, isRemoved: Bool) -> Fault {
      Fault(
        kind: fault.kind.rawValue, sentence: fault.sentence, path: fault.path,
        holder: fault.holder.map { ($0.media.description, $0.username) }, isRemoved: isRemoved)
    }
  }

  let isJSON: Bool
  private var counts: [String: Int] = [:]
  private var removed = 0
  /// As JSON; people have read them already.
  private var objects: [String] = []

  init(isJSON: Bool) { self.isJSON = isJSON }

  var hasFaults: Bool { !counts.isEmpty }

  private var all: Int { counts.values.reduce(0, +) }

  mutating func tell(_ fault: Fault) {
    counts[fault.kind, default: 0] += 1
    if fault.isRemoved { removed += 1 }
    guard !isJSON else { return objects.append(fault.json) }
    print(fault.sentence + (fault.isRemoved ? "; removed" : ""))
  }

  /// Says why nothing more is said for a while.
  func tellPause() {
    guard !isJSON else { return }
    Console.writeError(
      "hubbub: a server runs here; looking again in a moment at what may be on its way")
  }

  /// Says what there is, and how many faults there are.
  ///
  /// - Returns: whether none is left.
  func finish(_ count: MediaInspection.Count, isDamaged: Bool, isRepairing: Bool) -> Bool {
    if isJSON {
      print(object(count))
    } else {
      for line in advice(isDamaged: isDamaged, isRepairing: isRepairing) { print(line) }
      print(summary(count))
    }
    return all == removed
  }

  // MARK: - Words

  private func summary(_ count: MediaInspection.Count) -> String {
    let seen = [
      Self.counted(count.rows, "row"), Self.counted(count.files, "file"),
      Self.counted(Int(count.bytes), "byte"),
    ].joined(separator: ", ")
    let hashed =
      count.hashed == 0
      ? "" : "; \(Self.counted(count.hashed, "film or sound", "films and sounds")) read"
    guard all > 0 else { return "all is well: \(seen)\(hashed)" }
    let faults = Self.counted(all, "fault")
    switch removed {
    case 0: return faults + hashed
    case all: return "\(faults), \(all == 1 ? "mended" : "all mended")\(hashed)"
    default: return "\(faults), \(removed) of them mended, \(all - removed) left\(hashed)"
    }
  }

  /// What helps, for each kind of fault that was found.
  private func advice(isDamaged: Bool, isRepairing: Bool) -> [String] {
    var lines: [String] = []
    if isDamaged {
      lines.append(
        "Files were not looked at, since the rows cannot be trusted: go back to a backup.")
    } else if has("database"), isRepairing {
      lines.append("Nothing was removed, since the rows may have lost what names a file.")
    }
    if has("lost", "other_size") {
      lines.append(
        "What is lost or cut off is made anew when the same file is sent again, by whomever:"
          + " ask its owner. A profile picture is chosen again.")
    }
    if has("other_bytes") {
      lines.append(
        "What is not what was sent: move it away, and ask its owner to send the same file again.")
    }
    if has("unreadable") { lines.append("A damaged row: go back to a backup.") }
    if has("strange") { lines.append("What Hubbub does not make is left to you.") }
    if has("unnamed", "unfinished"), !isRepairing {
      lines.append(
        "What belongs to nobody goes by `hubbub doctor --repair`.")
    }
    return lines
  }

  private func has(_ kinds: String...) -> Bool { kinds.contains { counts[$0] != nil } }

  private static func counted(_ count: Int, _ one: String, _ more: String? = nil) -> String {
    "\(count) \(count == 1 ? one : more ?? one + "s")"
  }

  // MARK: - JSON

  private func object(_ count: MediaInspection.Count) -> String {
    "{\"bytes\":\(count.bytes),\"faults\":[\(objects.joined(separator: ","))],"
      + "\"files\":\(count.files),\"hashed\":\(count.hashed),\"left\":\(all - removed),"
      + "\"rows\":\(count.rows)}"
  }
}

extension DoctorReport.Fault {
  /// An object of texts, but for `removed`.
  fileprivate var json: String {
    var pairs = ["kind": kind, "sentence": sentence]
    pairs["path"] = path
    pairs["media"] = holder?.media
    pairs["username"] = holder?.username
    return Console.object(pairs).dropLast() + ",\"removed\":\(isRemoved)}"
  }
}
