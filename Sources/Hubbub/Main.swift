import ArgumentParser

/// The program: `hubbub serve`, `hubbub seed`, `hubbub user`, `hubbub version`.
@main
struct Main: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hubbub", abstract: "A social network of your own, in one program.",
    version: Version.text,
    subcommands: [ServeCommand.self, SeedCommand.self, UserCommand.self, VersionCommand.self])
}
