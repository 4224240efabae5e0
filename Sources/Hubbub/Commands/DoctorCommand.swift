import ArgumentParser

#if canImport(Glibc)
  import Glibc
#endif

/// `hubbub doctor`: looks whether all is sound that lies in a data folder.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Looks whether the data folder is sound.",
    discussion: """
      It looks at the database, and whether each file of pictures, films and sounds that it \
      names is there, and it names each that is there. What is wrong is told, one fault a line. \
      It changes nothing, and may look beside a running server.

      It ends with 0 where all is well, and 1 where there are faults or it could not look.
      """)

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Flag(help: "Removes files that belong to nobody, while no server runs; nothing else.")
  var repair = false
  @Flag(help: "Reads films and sounds from end to end: whether they are what was sent.")
  var bytes = false
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    let isSound = try await Console(isJSON: json).run { try await examine() }
    if !isSound { throw ExitCode(EXIT_FAILURE) }
  }

  /// - Returns: whether no fault is left.
  private func examine() async throws -> Bool {
    let configuration = try Configuration.read(flags: common.given)
    let report = DoctorReport(isJSON: json)
    var doctor = try Doctor(
      folder: configuration.dataFolder, isRepairing: repair, isHashing: bytes, report: report)
    return try await doctor.examine()
  }
}
