import ArgumentParser
import ServiceLifecycle
@main struct Main: ParsableCommand { func run() {} }
