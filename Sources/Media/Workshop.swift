import Glibc
import HubbubDomain

/// The programs that look into files of strangers, each in a process of its own which
/// may use little: what breaks it breaks nothing else.
///
/// - Source: prlimit(1).
struct Workshop: Sendable {
  /// A program that is not installed.
  struct Missing: Error, CustomStringConvertible {
    let program: Program

    var description: String {
      "the program \(program.rawValue) is missing; install the Debian package \(program.package)"
    }
  }

  enum Program: String, Sendable {
    case vips, prlimit, ffmpeg, ffprobe

    /// The Debian package that it is in.
    var package: String {
      switch self {
      case .vips: "libvips-tools"
      case .prlimit: "util-linux"
      case .ffmpeg, .ffprobe: "ffmpeg"
      }
    }
  }

  /// What one run may use.
  struct Allowed: Sendable {
    /// As CPU; as time ``Limits/standingBack`` times that.
    var patience: Duration
    /// Of address space.
    var memoryBytes: Int
    /// Of each file that it writes.
    var fileBytes: Int
  }

  private static let environment = [
    "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
    // Only decoders that are meant for strangers' files; one thread; no large files of its own.
    "VIPS_BLOCK_UNTRUSTED=1", "VIPS_CONCURRENCY=1", "VIPS_DISC_THRESHOLD=1g",
  ]

  /// Folders in which programs are looked for.
  let folders: [String]

  /// Whether a program is there.
  func has(_ program: Program) -> Bool { path(of: program) != nil }

  /// - Throws: ``Missing``.
  func check(_ programs: Program...) throws(Missing) {
    for program in programs { _ = try place(of: program) }
  }

  /// Runs a program to its end, or until it has used what it may.
  ///
  /// It blocks.
  ///
  /// - Parameter folder: where it works; names in `arguments` are names in it.
  /// - Throws: ``Missing``, or ``FileFailure`` when nothing can be started, or when it
  ///   failed for want of space.
  func run(
    _ program: Program, _ arguments: [String], in folder: String, _ allowed: Allowed
  ) throws -> Child.Ending {
    let (limiter, path) = (try place(of: .prlimit), try place(of: program))
    let limits = [
      "--as=\(allowed.memoryBytes)", "--cpu=\(max(1, allowed.patience.components.seconds))",
      "--fsize=\(allowed.fileBytes)", "--nofile=64", "--core=0", "--",
    ]
    let child = Child(
      path: limiter, arguments: limits + [path] + arguments, environment: Self.environment,
      folder: folder)
    let ending = try child.run(patience: allowed.patience * Limits.standingBack)
    if ending.cause != .exited(0) { try checkSpace(ending, in: folder) }
    return ending
  }

  /// Who fails on a full disk says nothing of the file that it looked into.
  private func checkSpace(_ ending: Child.Ending, in folder: String) throws {
    let reasons = [ENOSPC, EDQUOT].map { String(cString: strerror($0)) }
    if reasons.contains(where: ending.said.contains) { throw Files.noSpace(in: folder) }
    try Files.requireSpace(for: 0, in: folder)
  }

  private func place(of program: Program) throws(Missing) -> String {
    guard let path = path(of: program) else { throw Missing(program: program) }
    return path
  }

  private func path(of program: Program) -> String? {
    folders.map { "\($0)/\(program.rawValue)" }.first { access($0, X_OK) == 0 }
  }
}
