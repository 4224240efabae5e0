import ArgumentParser

/// The program: `hubbub serve`, `seed`, `user`, `doctor` and `version`.
@main
struct Main: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hubbub", abstract: "A social network of your own, in one program.",
    version: Version.text,
    subcommands: [
      ServeCommand.self, SeedCommand.self, UserCommand.self, DoctorCommand.self,
      VersionCommand.self,
    ])
}
