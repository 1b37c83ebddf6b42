package io.noderax.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What comes from around the process: time, chance, standard output. Every class takes them by constructor. */
@ApplicationScoped
public class Ambient {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Where the few words go that the person who started the server must see. */
    @Produces
    @Singleton
    PrintStream terminal() {
        return System.out;
    }

    @Produces
    @Singleton
    RandomGenerator chance() {
        return new SecureRandom();
    }
}
