package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Arguments and variables that libvirt hands to the hypervisor as they are.
 *
 * @param xml the element
 */
public record CommandLine(Element xml) implements View {
    public List<Argument> arguments() {
        return xml.children("arg").stream().map(Argument::new).toList();
    }

    public CommandLine withArguments(List<Argument> arguments) {
        return new CommandLine(xml.withChildren("arg", View.elements(arguments)));
    }

    public List<Variable> environment() {
        return xml.children("env").stream().map(Variable::new).toList();
    }

    public CommandLine withEnvironment(List<Variable> environment) {
        return new CommandLine(xml.withChildren("env", View.elements(environment)));
    }

    /**
     * Adds arguments.
     *
     * @param values the arguments
     * @return the new command line
     */
    public CommandLine plus(String... values) {
        Element all = xml;
        for (String value : values) {
            all = all.plus(Element.of(xml.namespace(), xml.prefix(), "arg").withAttribute("value", value));
        }
        return new CommandLine(all);
    }
    /**
     * An argument.
     *
     * @param xml the element
     */
    public record Argument(Element xml) implements View {
        public Optional<String> value() {
            return Leaf.attribute(xml, "value").string();
        }

        public Argument withValue(@Nullable String value) {
            return new Argument(Leaf.attribute(xml, "value").put(value));
        }
    }
    /**
     * A variable.
     *
     * @param xml the element
     */
    public record Variable(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Variable withName(@Nullable String name) {
            return new Variable(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> value() {
            return Leaf.attribute(xml, "value").string();
        }

        public Variable withValue(@Nullable String value) {
            return new Variable(Leaf.attribute(xml, "value").put(value));
        }
    }
}
